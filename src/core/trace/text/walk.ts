import type { SipMessage } from "../message.ts";
import { parseText, seenAs, type Seen } from "../parse.ts";
import type { Limits, LogEvent, Skipped, Unreachable } from "../reading.ts";
import { collect, type Piece } from "./collect.ts";
import { eventOf } from "./events.ts";
import type { Frame } from "./frame.ts";
import { frameOf } from "./frames.ts";
import { isCommonHeader, isHeader } from "./header-lines.ts";
import type { Lines } from "./lines.ts";
import { Packet } from "./packet.ts";
import { startIn, type Start } from "./start.ts";
import { timeOf } from "./time.ts";

// One walk over the lines: frames are remembered, messages are cut out, what else tells of a failure becomes an event.

/** What the walk has found. */
export interface Found {
  readonly messages: readonly SipMessage[];
  readonly skipped: readonly Skipped[];
  readonly events: readonly LogEvent[];
  readonly unreachable: readonly Unreachable[];
  /** The shape of frame that was met most; undefined when there was none. */
  readonly shape: string | undefined;
  readonly truncated: boolean;
}

/** Lines back in which a frame still belongs to the message that follows. */
const reach = 8;
/** Events that are kept; a log that fails for a day has more and tells no more. */
const mostEvents = 5000;
const mostSkipped = 200;

interface Pending {
  readonly frame: Frame;
  readonly line: number;
  used: boolean;
}

/** A start line that stands alone or nearly so: a message only when nothing fuller tells the story. */
interface Bare {
  readonly message: SipMessage;
  readonly line: number;
}

const nothing: Seen = {
  at: undefined,
  source: undefined,
  destination: undefined,
  transport: undefined,
  frame: undefined,
  line: undefined,
};

export class Walk {
  readonly #lines: readonly string[];
  readonly #numbers: readonly number[] | undefined;
  readonly #exact: boolean;
  readonly #notes: readonly string[];
  readonly #foreign: boolean;
  readonly #limits: Limits;
  readonly #messages: Bare[] = [];
  readonly #bare: Bare[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #events: LogEvent[] = [];
  readonly #packet = new Packet();
  readonly #shapes = new Map<string, number>();
  #truncated = false;
  /** Header lines in a row that belong to no message: its start line was cut off. */
  #orphans = 0;
  #pending: Pending | undefined;
  /** The last time printed outside of messages, and where. */
  #clock: { readonly at: number; readonly line: number } | undefined;

  constructor(lines: Lines, limits: Limits) {
    this.#lines = lines.text;
    this.#numbers = lines.numbers;
    this.#exact = lines.exact;
    this.#notes = lines.returns === true ? ["lone-cr"] : [];
    this.#foreign = lines.foreign === true;
    this.#limits = limits;
  }

  run(): Found {
    let at = 0;
    while (at < this.#lines.length) {
      if (this.#messages.length >= this.#limits.messages) {
        this.#truncated = true;
        this.#skip(at, "too-many-messages");
        break;
      }
      at = this.#step(at);
    }
    this.#settle();
    const shape = [...this.#shapes].toSorted((a, b) => b[1] - a[1])[0]?.[0];
    return {
      messages: this.#ordered(),
      skipped: this.#skipped,
      events: this.#events,
      unreachable: this.#packet.unreachable,
      shape,
      truncated: this.#truncated,
    };
  }

  /** One line; gives the next one to look at. */
  #step(at: number): number {
    const line = this.#lines[at] ?? "";
    const frame = frameOf(line);
    if (frame !== undefined) this.#frame(frame, at);
    const near = this.#near(at);
    const start = this.#start(at, frame === undefined && (near?.frame.loose === true || this.#packet.open));
    // In the frame's own line a message starts only when its headers follow.
    const begins = start !== undefined && (frame === undefined || isHeader(this.#lines[at + 1] ?? ""));
    const next = begins ? this.#message(at, start, near) : undefined;
    if (next !== undefined) return next;
    if (frame === undefined || frame.start === undefined) this.#other(line, at);
    return at + 1;
  }

  #start(at: number, loose: boolean): Start | undefined {
    const line = this.#lines[at] ?? "";
    return line.includes("SIP/") ? startIn(line, loose) : undefined;
  }

  #number(at: number): number {
    return this.#numbers?.[at] ?? at + 1;
  }

  #skip(at: number, reason: string): void {
    if (this.#skipped.length < mostSkipped) this.#skipped.push({ at: `line ${this.#number(at)}`, reason });
  }

  /** Remembers a frame; what it lacks it takes from one that stood right before it (tcpdump -v, Cisco, tables). */
  #frame(frame: Frame, at: number): void {
    const before = this.#pending;
    const above = before !== undefined && !before.used && before.line >= at - 4 ? before.frame : undefined;
    // A dump's own header says no more than the line that tcpdump printed above it.
    if (frame.shape === "hex-dump" && (above !== undefined || this.#packet.open)) return;
    // The summary of a packet says no more than its tree or its octets below.
    if (before?.frame.shape === "tshark" && (frame.shape === "tshark-V" || frame.shape === "hex-dump")) before.used = true;
    this.#settle();
    const own = completed(frame, above, this.#recent(at));
    this.#pending = { frame: own, line: at, used: false };
    this.#packet.begin(own, frame.at !== undefined);
    this.#shapes.set(frame.shape, (this.#shapes.get(frame.shape) ?? 0) + 1);
  }

  /** A frame that printed a start line and was followed by no message: that line is all there is. */
  #settle(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined || pending.used || pending.frame.start === undefined) return;
    const message = parseText(`${pending.frame.start}\r\n`, this.#seen(pending.line, pending, ""), this.#messages.length);
    if (message !== undefined) this.#messages.push({ message, line: pending.line });
  }

  #near(at: number): Pending | undefined {
    const pending = this.#pending;
    if (pending === undefined) return undefined;
    // A segment of TCP may hold several messages.
    if (pending.used) return this.#packet.goesOn(at) ? pending : undefined;
    return at - pending.line <= reach ? pending : undefined;
  }

  #recent(at: number): number | undefined {
    return this.#clock !== undefined && at - this.#clock.line <= reach ? this.#clock.at : undefined;
  }

  #seen(at: number, near: Pending | undefined, prefix: string): Seen {
    const frame = near?.frame;
    return {
      ...nothing,
      at: frame?.at ?? timeOf(prefix) ?? this.#recent(at),
      source: frame?.source,
      destination: frame?.destination,
      transport: frame?.transport,
      line: this.#number(at),
    };
  }

  /** Takes the message that starts in line `at`; undefined when there is none after all. */
  #message(at: number, start: Start, near: Pending | undefined): number | undefined {
    const prefix = (this.#lines[at] ?? "").slice(0, start.from);
    const piece = collect(this.#lines, at, start, near?.frame.loose === true || this.#packet.open);
    const exact = this.#exact && piece.whole;
    const seen = this.#seen(at, near, prefix);
    const message = parseText(piece.text, seen, this.#messages.length, exact, this.#notesOn(piece.text));
    if (message === undefined) return undefined;
    if (!hasIdentity(message) && !(message.startLineOnly && isAnnounced(near, at, prefix))) {
      return this.#doubtful(message, at, prefix) ? piece.next : undefined;
    }
    if (near !== undefined) near.used = true;
    if (!this.#packet.repeats(message, this.#messages)) this.#take(message, at, piece);
    return piece.next;
  }

  #take(message: SipMessage, at: number, piece: Piece): void {
    this.#truncated ||= piece.open && !message.startLineOnly && !isWhole(message);
    this.#messages.push({ message, line: at });
    this.#packet.holds(message, piece.next);
    this.#clock = undefined;
  }

  #notesOn(text: string): readonly string[] {
    if (!this.#foreign) return this.#notes;
    const head = text.slice(0, text.indexOf("\r\n\r\n") + 1 || text.length);
    return /[\u0080-\u{10FFFF}]/u.test(head) ? [...this.#notes, "not-utf8"] : this.#notes;
  }

  /** A start line without headers that name a transaction: kept aside, skipped, or (false) left to the log. */
  #doubtful(message: SipMessage, at: number, prefix: string): boolean {
    if (message.startLineOnly && !standsAlone(prefix)) return false;
    if (this.#shapes.size > 0 && !message.startLineOnly) this.#skip(at, "no-headers");
    else this.#bare.push({ message, line: at });
    return true;
  }

  #other(line: string, at: number): void {
    this.#orphans = isCommonHeader(line) ? this.#orphans + 1 : 0;
    if (this.#orphans === 3) this.#skip(at - 2, "no-start-line");
    const time = timeOf(line);
    if (time !== undefined) this.#clock = { at: time, line: at };
    const event = this.#events.length < mostEvents ? eventOf(line, this.#number(at)) : undefined;
    if (event === undefined) return;
    if (saysLess(this.#events.at(-1), event)) this.#events.pop();
    this.#events.push(event);
  }

  /** Messages in the order of the text; bare start lines only where no whole message is. */
  #ordered(): readonly SipMessage[] {
    const whole = this.#messages.some(({ message }) => !message.startLineOnly);
    const all = whole ? this.#messages : [...this.#messages, ...this.#bare].toSorted((a, b) => a.line - b.line);
    return midnight(all.map(({ message }) => message));
  }
}

/** Of two lines about one failure, the first may name no peer: then the second tells more. */
function saysLess(before: LogEvent | undefined, event: LogEvent): boolean {
  if (before === undefined || before.kind !== event.kind || event.kind === "request" || event.kind === "response") return false;
  return before.about === undefined && event.about !== undefined && event.line - before.line <= 3;
}

/** A frame with what it lacks from the one above it, and the time printed last. */
function completed(frame: Frame, above: Frame | undefined, recent: number | undefined): Frame {
  return {
    ...frame,
    at: frame.at ?? above?.at ?? recent,
    source: frame.source ?? above?.source,
    destination: frame.destination ?? above?.destination,
    transport: frame.transport ?? above?.transport,
  };
}

/** Whether a frame right above says that a message follows; lines of a log may only tell of two things after each other. */
function isAnnounced(near: Pending | undefined, at: number, prefix: string): boolean {
  return near !== undefined && near.line >= at - 2 && (near.frame.shape !== "log" || prefix.trim() === "");
}

/** Whether the headers that every message has are there. */
function isWhole(message: SipMessage): boolean {
  return ["from", "to", "call-id", "cseq"].every((name) => message.header(name) !== undefined);
}

function hasIdentity(message: SipMessage): boolean {
  return ["via", "call-id", "cseq", "from"].some((name) => message.header(name) !== undefined);
}

/** Clocks without a date begin anew at midnight: what comes later in the text is later. */
function midnight(messages: readonly SipMessage[]): SipMessage[] {
  let days = 0;
  let last: number | undefined;
  return messages.map((message, index) => {
    const { at } = message;
    if (at !== undefined && at < 86_400) {
      if (last !== undefined && at < last - 43_200) days += 86_400;
      last = at;
    }
    const time = at === undefined || at >= 86_400 ? at : at + days;
    if (time === at && message.index === index) return message;
    const { source, destination, transport, frame, line } = message;
    return seenAs(message, { at: time, source, destination, transport, frame, line }, index);
  });
}

/** What may stand before a start line that is the whole line: a time, an arrow, a direction, an address. */
function standsAlone(prefix: string): boolean {
  const rest = prefix
    .slice(0, 200)
    .replace(
      /\b(?:recv|received|rcvd|sent|send|sending|rx|tx|in|out|from|to|udp|tcp|tls|wss?|local|info|debug|notice|verbose)\b/giu,
      "",
    )
    .replace(/\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\b/giu, "")
    .replace(/[0-9a-fA-F]{0,4}:[0-9a-fA-F:]+/gu, "");
  return prefix.length <= 200 && !/[A-Za-z]{3,}/u.test(rest);
}
