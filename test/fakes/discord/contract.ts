/** What a test has in its hands. */
import type { FileInput } from "./files.ts";
import type { GatewayFaults } from "./gateway-faults.ts";
import type { InteractInput } from "./interact.ts";
import type { FakeInteraction } from "./interaction.ts";
import type { SayMore } from "./messages.ts";
import type { ChannelInput, GuildInput, Home, UserInput } from "./seed.ts";
import type { Failure, FakeCall, FakeChannel, FakeFile, FakeGuild, FakeMessage, FakeUser, Json, Match } from "./types.ts";
import type { World } from "./world.ts";

export type Ref<T extends { id: string }> = T | string;

export interface FakeDiscord extends GatewayFaults {
  /** For `rest.api` (DISCORD_API_URL): "http://127.0.0.1:1234/api". */
  readonly api: string;
  readonly origin: string;
  readonly token: string;
  readonly appId: string;
  readonly botId: string;
  /** What `seed` made; asks for it without one throw. */
  readonly home: Home;
  readonly world: World;
  /** Everything asked, oldest first. */
  readonly calls: FakeCall[];
  /** What Discord would take but nobody means: unknown fields, slips, failures of the fake. */
  readonly violations: string[];
  /** Registered commands; "" is global. */
  readonly commands: Map<string, Json[]>;
  callsOf(route: string): FakeCall[];
  /** Standing messages of a channel that everybody sees. */
  messages(channel?: Ref<FakeChannel>): FakeMessage[];
  /** Those that the bot wrote. */
  answers(channel?: Ref<FakeChannel>): FakeMessage[];
  /** The bot's answer to a message: a reply, or the first in the thread made of it. */
  answerTo(message: FakeMessage): FakeMessage | undefined;
  addUser(user: UserInput): FakeUser;
  addGuild(guild?: GuildInput): FakeGuild;
  addChannel(channel: ChannelInput): FakeChannel;
  addFile(channel: Ref<FakeChannel>, file: FileInput): FakeFile;
  dmOf(user: FakeUser): FakeChannel;
  /** A person starts a thread, or a post of a forum. */
  startThread(parent: Ref<FakeChannel>, user: Ref<FakeUser>, name: string, from?: FakeMessage): FakeChannel;
  /** A person opens a post of a forum: its first message has the post's id. */
  startPost(forum: Ref<FakeChannel>, user: Ref<FakeUser>, name: string, text: string, more?: SayMore): FakeMessage;
  /** A person writes; "@sipsense" becomes a mention. */
  say(channel: Ref<FakeChannel>, user: Ref<FakeUser>, text: string, more?: SayMore): FakeMessage;
  edit(message: FakeMessage, text: string): void;
  /** Discord adds the preview of a link: MESSAGE_UPDATE, though nobody edited anything. */
  unfurl(message: FakeMessage): void;
  /** One or, told at once, many. */
  remove(...messages: FakeMessage[]): void;
  /** A person puts an emoji below a message. */
  react(message: FakeMessage, user: Ref<FakeUser>, emoji: string): void;
  /** The gateway tells of the same message once more. */
  repeat(message: FakeMessage): void;
  /** A person uses the app; resolves with what they see in the end. */
  interact(input: InteractInput): Promise<FakeInteraction>;
  /** CHANNEL_UPDATE after a test changed it. */
  updated(channel: FakeChannel): void;
  /** GUILD_ROLE_UPDATE for each role, GUILD_MEMBER_UPDATE for the bot. */
  permissionsUpdated(guild: FakeGuild): void;
  /** A channel or thread goes, with everything in it. */
  removeChannel(channel: FakeChannel): void;
  outage(guild: FakeGuild): void;
  back(guild: FakeGuild): void;
  /** The bot is thrown out. */
  kick(guild: FakeGuild): void;
  failNext(match: Match, failure: Failure): void;
  heal(): void;
  /** Every REST answer takes so much longer; 0 ends it. */
  slow(ms: number): void;
  advance(ms: number): void;
  /** Throws when anything the bot sent could have pinged somebody, or did. */
  assertPingsNobody(): void;
  /** Waits until a check gives something; says what happened instead when it never does. */
  until<T>(check: () => T | undefined | false, timeoutMs?: number): Promise<T>;
  /** Drops what was recorded. */
  forget(): void;
  close(): Promise<void>;
}
