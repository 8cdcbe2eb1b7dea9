/** The gateway: hello, identify, heartbeats, resume with replay, and every way in which it can go wrong. */
import { randomBytes } from "node:crypto";
import type { Server } from "node:http";

import { type WebSocket, WebSocketServer } from "ws";

import { intents, knownIntents, privilegedIntents } from "./intents.ts";
import { asJson, asNumber, asString, asStrings, isJson, type Json, parseJson } from "./json.ts";
import { guildCreateJson, userJson, wholeMember } from "./payloads.ts";
import { applicationFlags } from "./routes-read.ts";
import { Connection, Session } from "./session.ts";
import { shardOf } from "./snowflake.ts";
import type { Dispatch, World } from "./world.ts";

export interface Identify {
  shard: number;
  count: number;
  intents: number;
  at: number;
  properties: Json;
}

/** How long a session waits for its client. */
const sessionLifeMs = 3 * 60_000;
/** Closing with these ends the session. */
const finalCodes = new Set([1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);

export class Gateway {
  readonly connections = new Set<Connection>();
  readonly sessions = new Map<string, Session>();
  readonly identifies: Identify[] = [];
  readonly resumes: { shard: number; seq: number; replayed: number }[] = [];
  /** Close codes that clients left with. */
  readonly closes: number[] = [];
  heartbeats = 0;
  opened = 0;
  /** The next identifies are closed with these codes. */
  readonly refuseIdentify: number[] = [];
  /** So many resumes are answered op 9 false. */
  refuseResume = 0;
  /** Connections are refused at once. */
  down = false;
  gone = false;
  turnedAway = 0;
  delayMs = 0;
  private readonly world: World;
  private readonly server: WebSocketServer;
  /** When the last identify of a key was. */
  private readonly lastIdentify = new Map<number, number>();

  constructor(world: World, http: Server) {
    this.world = world;
    this.server = new WebSocketServer({ noServer: true });
    http.on("upgrade", (request, socket, head) => {
      if (this.down || this.gone) this.turnedAway += 1;
      if (this.gone) {
        socket.destroy();
        return;
      }
      if (this.down) {
        socket.end("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      const url = new URL(request.url ?? "/", "http://fake");
      this.server.handleUpgrade(request, socket, head, (accepted) => this.welcome(accepted, url));
    });
    world.dispatch = (event) => this.dispatch(event);
  }

  dispatch(event: Dispatch): void {
    for (const session of this.sessions.values()) if (session.hears(event)) session.tellOf(event);
  }

  /** The sockets of a shard; of all when none is named. */
  of(shard?: number): Connection[] {
    return [...this.connections].filter((one) => shard === undefined || one.session?.shard === shard);
  }

  close(connection: Connection, code: number, reason = ""): void {
    if (finalCodes.has(code) && connection.session) this.sessions.delete(connection.session.id);
    connection.socket.close(code, reason);
  }

  async stop(): Promise<void> {
    for (const { socket } of this.connections) socket.terminate();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private welcome(socket: WebSocket, url: URL): void {
    const connection = new Connection(socket);
    connection.delayMs = this.delayMs;
    this.connections.add(connection);
    this.opened += 1;
    socket.on("error", () => socket.terminate());
    socket.on("close", (code) => {
      this.connections.delete(connection);
      this.closes.push(code);
      const { session } = connection;
      if (session?.connection === connection) {
        session.connection = undefined;
        session.goneAt = this.world.now();
      }
      if (session && (code === 1000 || code === 1001)) this.sessions.delete(session.id);
    });
    socket.on("message", (data) => {
      if (!connection.zombie && Buffer.isBuffer(data)) this.receive(connection, data.toString("utf8"));
    });
    if (url.searchParams.get("v") !== "10") this.close(connection, 4012, "Invalid API version");
    else if (url.searchParams.get("encoding") !== "json") this.close(connection, 4012, "The fake speaks JSON only");
    else connection.op(10, { heartbeat_interval: this.world.options.heartbeatMs ?? 41_250, _trace: ["fake"] });
  }

  private receive(connection: Connection, text: string): void {
    const now = this.world.now();
    const { sent } = connection;
    sent.push(now);
    while ((sent[0] ?? now) < now - 60_000) sent.shift();
    const message = parseJson(text);
    if (sent.length > 120) this.close(connection, 4008, "Rate limited");
    else if (text.length > 4096 || !isJson(message)) this.close(connection, 4002, "Error while decoding payload");
    else this.handle(connection, asNumber(message["op"]), message["d"]);
  }

  private handle(connection: Connection, op: number, d: unknown): void {
    if (op === 1) this.beat(connection, d);
    else if (op === 2) this.identify(connection, asJson(d));
    else if (op === 6) this.resume(connection, asJson(d));
    else if (!connection.session) this.close(connection, 4003, "Not authenticated");
    else if (op === 8) this.sendMembers(connection.session, asJson(d));
    else if (op !== 3 && op !== 4 && op !== 31) this.close(connection, 4001, "Unknown opcode");
  }

  private beat(connection: Connection, d: unknown): void {
    this.heartbeats += 1;
    if (typeof d === "number") connection.session?.heard(d);
    connection.op(11);
  }

  /** The code with which an identify is turned away, if it is. */
  private refusal(d: Json): [number, string] | undefined {
    const { world } = this;
    const [shard = 0, count = 1] = Array.isArray(d["shard"]) ? d["shard"].map(Number) : [];
    const wanted = asNumber(d["intents"]);
    const forced = this.refuseIdentify.shift();
    if (forced !== undefined) return [forced, "as planned"];
    if (asString(d["token"]) !== world.token) return [4004, "Authentication failed."];
    if (!isJson(d["properties"])) return [4002, "Error while decoding payload."];
    if (shard < 0 || shard >= count) return [4010, "Invalid shard."];
    if (typeof d["intents"] !== "number" || (wanted & ~knownIntents) !== 0) return [4013, "Invalid intent(s)."];
    const on = world.options.privileged ?? ["messageContent", "members"];
    const missing = (["members", "presences", "messageContent"] as const).filter((name) => !on.includes(name));
    if (missing.some((name) => (wanted & privilegedIntents[name]) !== 0)) return [4014, "Disallowed intent(s)."];
    const guilds = this.guildsOf(shard, count);
    if (guilds.length > 2500) return [4011, "Sharding required."];
    return undefined;
  }

  private guildsOf(shard: number, count: number): string[] {
    const ours = [...this.world.guilds.values()].filter((one) => one.members.has(this.world.botId));
    return ours.map((one) => one.id).filter((id) => shardOf(id, count) === shard);
  }

  /** One identify for each key of max_concurrency in five seconds. */
  private tooQuick(shard: number): boolean {
    const { maxConcurrency = 1, identifyWindowMs = 5000 } = this.world.options;
    const key = shard % maxConcurrency;
    const now = this.world.now();
    const last = this.lastIdentify.get(key);
    if (last !== undefined && now - last < identifyWindowMs) {
      this.world.violations.push(`shard ${shard} identified ${now - last} ms after another of its key`);
      return true;
    }
    this.lastIdentify.set(key, now);
    return false;
  }

  private identify(connection: Connection, d: Json): void {
    if (connection.identified) {
      this.close(connection, 4005, "Already authenticated.");
      return;
    }
    const { world } = this;
    const [shard = 0, count = 1] = Array.isArray(d["shard"]) ? d["shard"].map(Number) : [];
    if (this.tooQuick(shard)) {
      connection.op(9, false);
      return;
    }
    const refused = this.refusal(d);
    if (refused) {
      this.close(connection, ...refused);
      return;
    }
    world.sessionsStarted += 1;
    if (world.sessionsStarted > (world.options.sessionStarts ?? 1000)) {
      world.violations.push("more identifies than session_start_limit allows: Discord resets the token");
      this.close(connection, 4004, "Authentication failed.");
      return;
    }
    this.identifies.push({ shard, count, intents: asNumber(d["intents"]), at: world.now(), properties: asJson(d["properties"]) });
    this.begin(connection, new Session(randomBytes(16).toString("hex"), shard, count, asNumber(d["intents"])));
  }

  private begin(connection: Connection, session: Session): void {
    const { world } = this;
    const bot = world.users.get(world.botId);
    connection.identified = true;
    connection.session = session;
    session.connection = connection;
    this.sessions.set(session.id, session);
    const guilds = this.guildsOf(session.shard, session.count);
    session.tell("READY", {
      v: 10,
      user: { ...(bot && userJson(bot)), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: guilds.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `${world.origin.replace("http", "ws")}/gateway`,
      shard: [session.shard, session.count],
      application: { id: world.appId, flags: applicationFlags(world) },
      session_type: "normal",
      private_channels: [],
      presences: [],
      relationships: [],
      user_settings: {},
      geo_ordered_rtc_regions: [],
      guild_join_requests: [],
      auth: {},
    });
    if ((session.intents & intents.guilds) === 0) return;
    for (const id of guilds) {
      const guild = world.guilds.get(id);
      if (guild && !guild.unavailable) session.tell("GUILD_CREATE", guildCreateJson(world, guild));
    }
  }

  private resume(connection: Connection, d: Json): void {
    if (connection.identified) {
      this.close(connection, 4005, "Already authenticated.");
      return;
    }
    if (asString(d["token"]) !== this.world.token) {
      this.close(connection, 4004, "Authentication failed.");
      return;
    }
    const session = this.sessions.get(asString(d["session_id"]));
    const seq = asNumber(d["seq"]);
    if (session && seq > session.seq) {
      this.close(connection, 4007, "Invalid seq.");
      return;
    }
    const replay = session && this.replayOf(session, seq);
    if (!session || !replay) {
      connection.op(9, false);
      return;
    }
    this.takeUp(connection, session);
    this.resumes.push({ shard: session.shard, seq, replayed: replay.length });
    for (const text of replay) connection.write(text);
    session.tell("RESUMED", { _trace: ["fake"] });
  }

  /** What the client missed; undefined when the session cannot be taken up again. */
  private replayOf(session: Session, seq: number): string[] | undefined {
    if (this.refuseResume > 0) {
      this.refuseResume -= 1;
      return undefined;
    }
    const over = session.goneAt !== undefined && this.world.now() - session.goneAt > sessionLifeMs;
    return over ? undefined : session.since(seq);
  }

  private takeUp(connection: Connection, session: Session): void {
    const old = session.connection;
    if (old && old !== connection) {
      old.session = undefined;
      old.socket.close(4000);
    }
    connection.identified = true;
    connection.session = session;
    session.connection = connection;
    session.goneAt = undefined;
  }

  private sendMembers(session: Session, d: Json): void {
    const guild = this.world.guilds.get(asString(d["guild_id"]));
    if (!guild) return;
    const ids = typeof d["user_ids"] === "string" ? [d["user_ids"]] : asStrings(d["user_ids"]);
    const wanted = ids.length > 0 ? ids : [...guild.members.keys()];
    const members = wanted.flatMap((id) => wholeMember(this.world, guild, id) ?? []);
    const nonce = d["nonce"] === undefined ? {} : { nonce: d["nonce"] };
    session.tell("GUILD_MEMBERS_CHUNK", { guild_id: guild.id, members, chunk_index: 0, chunk_count: 1, not_found: [], ...nonce });
  }
}
