/** What tests do to the gateway. */
import type { Gateway, Identify } from "./gateway.ts";

/** Without a shard: to all. */
interface Which {
  shard?: number;
}

export interface GatewayFaults {
  /** Cut without a word. */
  dropSocket(which?: Which): void;
  /** Op 7; whoever has not left after a moment is cut. */
  reconnect(which?: Which): void;
  /** Op 9. */
  invalidSession(resumable: boolean, which?: Which): void;
  /** A close frame of this code. */
  closeWith(code: number, which?: Which): void;
  /** The sockets of now stay open but say and hear nothing any more. */
  zombie(which?: Which): void;
  /** Op 1: the client is to send a heartbeat at once. */
  askHeartbeat(which?: Which): void;
  /** What the gateway tells leaves so much later, on the sockets of now and of later; 0 ends it. */
  slowGateway(ms: number): void;
  /** Connections are refused until it is up again. */
  gatewayDown(down: boolean): void;
  /** Connections are cut before a word is said, until it is back. */
  gatewayGone(gone: boolean): void;
  /** The next identifies are closed with this code. */
  refuseIdentify(code: number, times?: number): void;
  /** The next resumes are answered op 9 false. */
  refuseResume(times?: number): void;
  /** Open sockets that have a session. */
  readonly connected: number;
  readonly opened: number;
  /** Connections that were refused or cut at once. */
  readonly turnedAway: number;
  readonly heartbeats: number;
  readonly identifies: readonly Identify[];
  readonly resumes: readonly { shard: number; seq: number; replayed: number }[];
  /** Codes with which sockets were closed, oldest first. */
  readonly closes: readonly number[];
}

const graceMs = 1000;

export function gatewayFaults(gateway: Gateway): GatewayFaults {
  return {
    dropSocket({ shard } = {}) {
      for (const one of gateway.of(shard)) one.socket.terminate();
    },
    reconnect({ shard } = {}) {
      for (const one of gateway.of(shard)) {
        one.op(7);
        setTimeout(() => one.socket.terminate(), graceMs).unref();
      }
    },
    invalidSession(resumable, { shard } = {}) {
      for (const one of gateway.of(shard)) {
        const { session } = one;
        if (session && !resumable) gateway.sessions.delete(session.id);
        if (session) session.connection = undefined;
        one.session = undefined;
        one.identified = false;
        one.op(9, resumable);
      }
    },
    closeWith(code, { shard } = {}) {
      for (const one of gateway.of(shard)) gateway.close(one, code);
    },
    zombie({ shard } = {}) {
      for (const one of gateway.of(shard)) one.zombie = true;
    },
    askHeartbeat({ shard } = {}) {
      for (const one of gateway.of(shard)) one.op(1);
    },
    slowGateway(ms) {
      gateway.delayMs = ms;
      for (const one of gateway.of()) one.delayMs = ms;
    },
    gatewayDown(down) {
      gateway.down = down;
    },
    gatewayGone(gone) {
      gateway.gone = gone;
    },
    refuseIdentify(code, times = 1) {
      for (let index = 0; index < times; index++) gateway.refuseIdentify.push(code);
    },
    refuseResume(times = 1) {
      gateway.refuseResume += times;
    },
    get connected() {
      return [...gateway.connections].filter((one) => one.session).length;
    },
    get opened() {
      return gateway.opened;
    },
    get turnedAway() {
      return gateway.turnedAway;
    },
    get heartbeats() {
      return gateway.heartbeats;
    },
    identifies: gateway.identifies,
    resumes: gateway.resumes,
    closes: gateway.closes,
  };
}
