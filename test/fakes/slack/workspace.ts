import { randomBytes } from "node:crypto";

import { copy } from "./json.ts";
import type { Failure, FakeCall, FakeChannel, FakeFile, FakeMessage, FakeToken, FakeUser, FakeView, Json } from "./types.ts";

/** A response_url: what it may still do and what it belongs to. */
export interface ResponseUrl {
  id: string;
  made: number;
  used: number;
  channel: string;
  user: string;
  message?: FakeMessage;
}

export interface Trigger {
  made: number;
  used: boolean;
  user: string;
  /** The view it came from: views.push stacks on it. */
  view?: FakeView;
}

/** Something Slack refuses: thrown by methods, answered by the server. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: Json;
  readonly status: number;
  constructor(code: string, extra: Json = {}, status = 200) {
    super(code);
    this.code = code;
    this.extra = extra;
    this.status = status;
  }
}

/** The state of one workspace and the one app in it. */
export class Workspace {
  readonly team = { id: "T0FAKE", name: "Fake Telecom", domain: "fake-telecom" };
  readonly appId = "A0SIPSENSE";
  readonly botId = "B0SIPSENSE";
  readonly botUserId = "U0SIPSENSE";
  readonly botName = "sipsense";

  readonly calls: FakeCall[] = [];
  readonly violations: string[] = [];
  readonly tokens = new Map<string, FakeToken>();
  readonly users = new Map<string, FakeUser>();
  readonly channels = new Map<string, FakeChannel>();
  readonly files = new Map<string, FakeFile>();
  readonly views: FakeView[] = [];
  readonly messages: FakeMessage[] = [];
  readonly triggers = new Map<string, Trigger>();
  readonly responseUrls = new Map<string, ResponseUrl>();
  readonly uploads = new Map<string, { file: FakeFile; length: number }>();
  readonly tickets = new Set<string>();
  readonly failures: { method: string; failure: Failure; left: number }[] = [];
  /** When conversations.history and .replies were last answered, for their 1 a minute. */
  readonly historyReads = new Map<string, number>();
  /** Known once the server listens. */
  origin = "";
  /** The app hears of what bots write; set by whoever delivers. */
  echo: (event: Json) => void = () => undefined;
  private readonly byTs = new Map<string, FakeMessage>();
  private ahead = 0;
  private count = 0;
  private lastTs = 0;

  now(): number {
    return Date.now() + this.ahead;
  }

  advance(ms: number): void {
    this.ahead += ms;
  }

  nextId(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count.toString(36).toUpperCase().padStart(6, "0")}`;
  }

  /** Rising and unique, in Slack's form: seconds, a dot, six digits. */
  nextTs(): string {
    this.lastTs = Math.max(this.lastTs + 1, this.now() * 1000);
    const micros = String(this.lastTs);
    return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
  }

  newTrigger(user: string, view?: FakeView): string {
    const id = `${this.nextId("")}.${randomBytes(8).toString("hex")}`;
    this.triggers.set(id, { made: this.now(), used: false, user, ...(view && { view }) });
    return id;
  }

  newResponseUrl(channel: string, user: string, message?: FakeMessage): string {
    const id = randomBytes(12).toString("hex");
    this.responseUrls.set(id, { id, made: this.now(), used: 0, channel, user, ...(message && { message }) });
    return `${this.origin}/response/${id}`;
  }

  store(message: FakeMessage): FakeMessage {
    message.blocks = withBlockIds(message.blocks, () => this.nextId("blk"));
    this.messages.push(message);
    this.byTs.set(`${message.channel}:${message.ts}`, message);
    return message;
  }

  find(channel: string, ts: string): FakeMessage | undefined {
    return this.byTs.get(`${channel}:${ts}`);
  }

  rewrite(message: FakeMessage, text: string, blocks: readonly Json[]): void {
    message.history.push({ text: message.text, blocks: message.blocks });
    message.text = text;
    message.blocks = withBlockIds(blocks, () => this.nextId("blk"));
  }

  isMember(channel: FakeChannel, user = this.botUserId): boolean {
    return channel.members.includes(user);
  }

  botHas(scope: string): boolean {
    return [...this.tokens.values()].some((token) => token.kind === "bot" && token.scopes.includes(scope));
  }

  /** The next failure somebody planned for this call. */
  takeFailure(method: string, args: Json): Failure | undefined {
    const plan = this.failures.find((one) => one.method === method && one.left > 0 && (one.failure.when?.(args) ?? true));
    if (plan) plan.left -= 1;
    return plan?.failure;
  }
}

/** Slack gives every block an id when the app did not. */
export function withBlockIds(blocks: readonly Json[], next: () => string): Json[] {
  return blocks.map((block) => ({ ...copy(block), block_id: block["block_id"] ?? next() }));
}
