import type { FakeInteraction } from "./interaction.ts";
import { type Permission, permissions, permissionsIn } from "./permissions.ts";
import { refuse } from "./refusal.ts";
import { Snowflakes } from "./snowflake.ts";
import type {
  Failure,
  FakeCall,
  FakeChannel,
  FakeFile,
  FakeGuild,
  FakeMessage,
  FakeOptions,
  FakeUser,
  Json,
  Match,
} from "./types.ts";

/** One thing that the gateway tells. */
export interface Dispatch {
  t: string;
  d: Json;
  /** What sessions without the Message Content intent get instead. */
  withoutContent?: () => Json;
  /** Any of these intents must be there; none needed when 0. */
  intents: number;
  guildId?: string;
}

export interface Planned {
  match: Match;
  failure: Failure;
  left: number;
}

/** The whole of one Discord, as far as one app can see it. */
export class World {
  readonly token: string;
  readonly appId = "1000000000000000001";
  /** An app's bot has the app's id. */
  readonly botId = this.appId;
  readonly options: FakeOptions;
  readonly users = new Map<string, FakeUser>();
  readonly guilds = new Map<string, FakeGuild>();
  /** Every channel and thread, by id. */
  readonly channels = new Map<string, FakeChannel>();
  readonly messages = new Map<string, FakeMessage>();
  readonly byChannel = new Map<string, FakeMessage[]>();
  readonly nonces = new Map<string, FakeMessage>();
  /** The bot's answers, by the message that each answers. */
  readonly replies = new Map<string, FakeMessage[]>();
  readonly interactions = new Map<string, FakeInteraction>();
  readonly byToken = new Map<string, FakeInteraction>();
  /** Registered commands: "" holds the global ones, a guild's id its own. */
  readonly commands = new Map<string, Json[]>();
  readonly files = new Map<string, FakeFile>();
  readonly calls: FakeCall[] = [];
  /** What Discord takes but nobody means to do: unknown fields, protocol slips; and failures of the fake itself. */
  readonly violations: string[] = [];
  /** Sends and edits without allowed_mentions: {parse: []}. */
  readonly careless: string[] = [];
  /** Messages of the app that pinged somebody. */
  readonly pings: FakeMessage[] = [];
  readonly failures: Planned[] = [];
  readonly typing: string[] = [];
  /** "http://127.0.0.1:1234"; known once the server listens. */
  origin = "";
  /** Set by the gateway. */
  dispatch: (event: Dispatch) => void = () => undefined;
  sessionsStarted = 0;
  /** Added to every REST answer. */
  slowMs = 0;
  private readonly flakes = new Snowflakes();
  private ahead = 0;

  constructor(options: FakeOptions) {
    this.options = options;
    this.token = options.token ?? "MTAwMDAwMDAwMDAwMDAwMDAwMQ.fake.discord-token";
  }

  now(): number {
    return (this.options.now?.() ?? Date.now()) + this.ahead;
  }

  advance(ms: number): void {
    this.ahead += ms;
  }

  nextId(): string {
    return this.flakes.next(this.now());
  }

  guildOf(channel: { guildId?: string }): FakeGuild | undefined {
    return channel.guildId === undefined ? undefined : this.guilds.get(channel.guildId);
  }

  /** The channel if the bot may see it; 10003 or 50001 otherwise. */
  visibleChannel(id: string): FakeChannel {
    const channel = this.channels.get(id);
    if (!channel) throw refuse(10_003);
    if (!this.may(channel, "viewChannel")) throw refuse(50_001);
    return channel;
  }

  may(channel: FakeChannel, permission: Permission, userId: string = this.botId): boolean {
    if (channel.guildId === undefined) {
      // The bot is in DMs with itself, never in those of others.
      const withBot = channel.kind === "dm" && channel.recipients.length === 1;
      return userId === this.botId ? withBot : channel.recipients.includes(userId);
    }
    const all = permissionsIn(this.guildOf(channel), channel, userId, this.now());
    return (all & permissions[permission]) !== 0n;
  }

  /** Throws 50013 unless the bot has them all. */
  need(channel: FakeChannel, ...names: readonly Permission[]): void {
    if (!names.every((name) => this.may(channel, name))) throw refuse(50_013);
  }

  store(message: FakeMessage): FakeMessage {
    this.messages.set(message.id, message);
    const list = this.byChannel.get(message.channelId);
    if (list) list.push(message);
    else this.byChannel.set(message.channelId, [message]);
    const answered = message.own ? message.reference?.messageId : undefined;
    if (answered !== undefined) this.replies.set(answered, [...(this.replies.get(answered) ?? []), message]);
    return message;
  }

  /** A standing message that others can see too; 10008 otherwise. */
  standing(channelId: string, id: string): FakeMessage {
    const message = this.messages.get(id);
    if (!message || message.channelId !== channelId || message.deleted || message.ephemeralFor !== undefined)
      throw refuse(10_008);
    return message;
  }
}
