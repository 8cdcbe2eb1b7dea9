/** What tests see of the fake Slack. Everything mutable here may be changed by a test at any time. */

export type Json = Record<string, unknown>;

export interface FakeToken {
  kind: "bot" | "app" | "user" | "config";
  scopes: string[];
  /** Set it ("account_inactive", "token_revoked", …) and every call with this token is answered so. */
  error?: string;
  /** Of a configuration token: the app's settings. */
  manifest?: Json;
}

export interface FakeUser {
  id: string;
  name: string;
  realName: string;
  locale: string;
  tz: string;
  isAdmin: boolean;
  isBot: boolean;
}

export interface FakeChannel {
  id: string;
  name: string;
  kind: "public" | "private" | "im" | "mpim";
  members: string[];
  archived: boolean;
  /** Slack Connect: is_ext_shared. */
  shared: boolean;
}

export interface FakeMessage {
  channel: string;
  ts: string;
  user: string;
  /** Set when a bot wrote it. */
  botId?: string;
  text: string;
  blocks: Json[];
  threadTs?: string;
  replyBroadcast?: boolean;
  metadata?: Json;
  unfurlLinks?: boolean;
  unfurlMedia?: boolean;
  /** The one who sees it; nobody else does. */
  ephemeralFor?: string;
  deleted: boolean;
  /** What it said before, oldest first. */
  history: { text: string; blocks: Json[] }[];
  reactions: { name: string; user: string }[];
  files: string[];
  /** Of other bots: where many of them put what they say. */
  attachments?: Json[];
  via: "api" | "response_url" | "ack" | "user";
}

export interface FakeView {
  id: string;
  hash: string;
  user: string;
  /** What the app sent, checked. */
  view: Json;
  type: "modal" | "home";
  rootId: string;
  previousId?: string;
  open: boolean;
}

export interface FakeFile {
  id: string;
  name: string;
  mimetype: string;
  filetype: string;
  /** What Slack says the size is; the content may lie. */
  size: number;
  content: Uint8Array;
  user: string;
  channels: string[];
  /** An external file (Google Drive…): url_private points there, and no token may follow. */
  externalUrl?: string;
  /** Slack Connect: events carry only the id, the app must ask files.info. */
  checkFileInfo?: boolean;
  /** What a picture shows, as whoever shared it described it. */
  alt?: string;
  mode: string;
  downloads: { authorized: boolean; token: string }[];
}

/** One request to the Web API, to a response_url ("response_url") or to an upload URL ("upload"). */
export interface FakeCall {
  method: string;
  args: Json;
  token: string;
  at: number;
  /** What the fake answered: undefined means ok. */
  error?: string;
  status: number;
}

export interface Failure {
  /** A platform error: {"ok":false,"error":…} with status 200. */
  error?: string;
  /** An HTTP status; 429 needs retryAfter and answers "ratelimited". */
  status?: number;
  retryAfter?: number;
  /** How many calls fail; 1 unless told. Infinity until cleared with `heal`. */
  times?: number;
  /** Wait so long before any answer (real time). Alone: slow, but the call succeeds. */
  delayMs?: number;
  /** Cut the connection instead of answering. */
  drop?: boolean;
  /** With status: what the body says instead of plain words. */
  body?: string;
  /** Do what was asked and only then answer with the failure: the app cannot know whether it was done. */
  afterwards?: boolean;
  /** Only these calls. */
  when?: (args: Json) => boolean;
}

/** What came back for one thing delivered to the app. */
export interface Delivered {
  acked: boolean;
  /** Milliseconds from sending to the ack; the deadline when there was none. */
  afterMs: number;
  /** What the ack carried: view_submission responses, options, a command's message. */
  payload: Json;
  /** HTTP mode only. */
  status?: number;
  body?: string;
  /** Of the (last) envelope; empty in HTTP mode. */
  envelopeId: string;
  /** What the app may use while it lasts. */
  triggerId?: string;
  responseUrl?: string;
}

export interface EventOptions {
  /** x-slack-retry-num, or retry_attempt in the envelope. */
  retryAttempt?: number;
  retryReason?: string;
  /** Deliver the same event (same event_id) once more in another envelope. */
  duplicate?: boolean;
  /** Use this event_id instead of a new one. */
  eventId?: string;
  /** Seconds: lets an event be late. */
  eventTime?: number;
}

export interface CommandInput {
  command?: string;
  text: string;
  channel?: string;
  user?: string;
}

export interface ActionInput {
  actionId: string;
  blockId?: string;
  value?: string;
  /** For selects: type of the element and its chosen option; for anything else fields merged into the action. */
  type?: string;
  extra?: Json;
  user?: string;
  /** The message the button is on; it must exist. */
  message?: FakeMessage;
  /** Or the view it is on. */
  view?: FakeView;
}

export interface ShortcutInput {
  callbackId: string;
  user?: string;
  /** Given: a message shortcut on it. Not given: a global shortcut. */
  message?: FakeMessage;
}

export interface ViewInput {
  view: FakeView;
  /** `view_submission` unless told. */
  kind?: "view_submission" | "view_closed";
  /** state.values: block_id → action_id → what the input holds. */
  values?: Record<string, Record<string, Json>>;
  user?: string;
  isCleared?: boolean;
}

export interface OptionsInput {
  actionId: string;
  blockId: string;
  value: string;
  user?: string;
  view?: FakeView;
  message?: FakeMessage;
}

export interface SayInput {
  /** As a person types it: "@sipsense 183 & 401?". Escaped, linked and mentions resolved before it is delivered. */
  text: string;
  channel?: string;
  user?: string;
  threadTs?: string;
  files?: FakeFile[];
  /** Another bot says it; its words may stand in attachments or blocks only. */
  bot?: { id: string; attachments?: Json[]; blocks?: Json[] };
}

/** The one way things reach the app, the same in both modes, so that a test can run over both. */
export interface Sender {
  /** Any event (see events.ts for builders). Resolves when acked or when the deadline is over. */
  sendEvent(event: Json, options?: EventOptions): Promise<Delivered>;
  /** A person writes: all events Slack would send (`message`, and `app_mention` with the same ts when the bot is named). */
  say(input: SayInput, options?: EventOptions): Promise<{ message: FakeMessage; delivered: Delivered[] }>;
  /** Whoever wrote it edits or deletes it: the event that Slack sends, if the app's scopes let it hear. */
  edit(message: FakeMessage, text: string, options?: EventOptions): Promise<Delivered | undefined>;
  remove(message: FakeMessage, options?: EventOptions): Promise<Delivered | undefined>;
  /** Somebody clicks a reaction. */
  react(message: FakeMessage, name: string, user?: string): Promise<Delivered | undefined>;
  sendCommand(input: CommandInput): Promise<Delivered>;
  sendAction(input: ActionInput): Promise<Delivered>;
  sendShortcut(input: ShortcutInput): Promise<Delivered>;
  sendView(input: ViewInput): Promise<Delivered>;
  sendOptions(input: OptionsInput): Promise<Delivered>;
  /** app_rate_limited as it really comes: without payload.event. */
  sendAppRateLimited(): Promise<Delivered>;
}

export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

export interface SocketSender extends Sender {
  /** Open sockets now. */
  readonly size: number;
  /** Sockets opened since the start. */
  readonly opened: number;
  waitForSockets(count: number, timeoutMs?: number): Promise<void>;
  /** Anything, to one socket; nothing is expected back. A string is sent as it is. */
  sendRaw(message: Json | string): void;
  /** `disconnect` to every socket (or only the first); the fake closes soon after, except for "warning". */
  disconnect(reason: DisconnectReason, options?: { only?: "first" }): void;
  /** The next n apps.connections.open are refused, with invalid_auth unless told. */
  refuseNext(count: number, failure?: Failure): void;
  /** Cut every socket without a word. */
  drop(): void;
  /** Sockets stay open but nothing is read, answered or sent any more: no pongs either. `false` ends it for new sockets. */
  deafen(deaf: boolean): void;
  readonly acks: { envelopeId: string; afterMs: number; payload: Json }[];
  /** Pings that the app sent. */
  readonly pings: number;
}

export interface HttpResult {
  status: number;
  body: string;
  headers: Record<string, string>;
  afterMs: number;
}

export interface Signing {
  signature?: "good" | "bad" | "missing";
  /** Seconds added to the timestamp: -600 is stale. */
  skewSeconds?: number;
  secret?: string;
  headers?: Record<string, string>;
}

export interface HttpSender extends Sender {
  /** Where the app listens: "http://127.0.0.1:3000/slack/events". */
  target: string;
  /** Any body, signed as told. Not checked against the deadline. */
  post(body: string, contentType: string, signing?: Signing): Promise<HttpResult>;
  /** One signed event_callback, signed as told (bad signatures, stale timestamps). */
  postEvent(event: Json, signing?: Signing, options?: EventOptions): Promise<HttpResult>;
  postCommand(input: CommandInput, signing?: Signing): Promise<HttpResult>;
  urlVerification(challenge: string, signing?: Signing): Promise<HttpResult>;
  sslCheck(): Promise<HttpResult>;
}

export interface FakeSlackOptions {
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  /** Scopes of the bot token. Base and optional ones unless told. */
  scopes?: readonly string[];
  ackDeadlineMs?: number;
  /** Tell the app about its own messages, as Slack does. True unless told. */
  echo?: boolean;
  /** Server pings on sockets; off when 0. */
  pingEveryMs?: number;
}

export interface FakeSlack {
  /** Ends in "/api/". */
  readonly apiUrl: string;
  /** "http://127.0.0.1:port" of everything the fake serves. */
  readonly origin: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: { id: string; name: string };
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;

  readonly calls: FakeCall[];
  /** Calls of one method. */
  callsOf(method: string): FakeCall[];
  /** What the app did that Slack would refuse, ignore or punish. Tests assert that it is empty. */
  readonly violations: string[];

  readonly tokens: Map<string, FakeToken>;
  readonly users: Map<string, FakeUser>;
  readonly channels: Map<string, FakeChannel>;
  readonly files: Map<string, FakeFile>;
  readonly views: FakeView[];
  /** Every message (also deleted and ephemeral ones), oldest first; of one channel when given. */
  messages(channel?: string): FakeMessage[];
  /** What bots wrote and what still stands. */
  answers(channel?: string): FakeMessage[];

  addUser(user: Partial<FakeUser> & { id: string }): FakeUser;
  addChannel(channel: Partial<FakeChannel> & { id: string }): FakeChannel;
  addFile(file: { name: string; content: string | Uint8Array } & Partial<Omit<FakeFile, "content" | "name">>): FakeFile;
  addMessage(input: SayInput): FakeMessage;

  readonly socket: SocketSender;
  readonly http: HttpSender;

  fail(method: string, failure: Failure): void;
  heal(method?: string): void;
  /** Move the fake's clock (trigger_id, response_url, history limits); real timers are not touched. */
  advance(ms: number): void;
  /** Slack's time, milliseconds since the epoch. */
  now(): number;
  /** Wait until the check gives something; throws with the violations and last calls when it never does. */
  until<T>(check: () => T | undefined | false, timeoutMs?: number): Promise<T>;
  close(): Promise<void>;
}
