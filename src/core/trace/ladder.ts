import type { Call, Diagnosis } from "./diagnosis.ts";
import { endsOf } from "./ends.ts";
import type { SipMessage } from "./message.ts";
import { partiesOf, type Party } from "./parties.ts";
import { sdpOf } from "./sdp.ts";

// A ladder: who sent what to whom, in order of time.
//
//   0.000   |---INVITE--------->|                  retransmissions fold into one row (×4),
//   0.012   |<--100 Trying------|                  long flows fold around the failure
//   32.001  |<==408 Request …===|

export type Row =
  | {
      readonly kind: "message";
      readonly from: number;
      readonly to: number;
      /** Seconds since the first message; undefined without a clock. */
      readonly at: number | undefined;
      readonly request: boolean;
      /** "INVITE", "re-INVITE", "486 Busy Here". */
      readonly label: string;
      /** What it carries that matters: "SDP", "credentials", "fork 2". */
      readonly marks: readonly Mark[];
      readonly code: number | undefined;
      /** How often it was seen, the first time included. */
      readonly times: number;
      /** Seconds from the first time to the last. */
      readonly during: number;
      /** The failure that the verdict is about. */
      readonly failed: boolean;
      readonly index: number;
    }
  | { readonly kind: "fold"; readonly count: number }
  | { readonly kind: "silence"; readonly seconds: number };

export type Mark = "SDP" | "auth" | "hold" | `fork ${number}`;

export interface Ladder {
  readonly parties: readonly Party[];
  readonly rows: readonly Row[];
  /** Messages it stands for, folded ones too. */
  readonly messages: number;
}

type MessageRow = Extract<Row, { kind: "message" }>;

const mostParties = 6;
/** A gap longer than this is drawn as such. */
const silenceS = 4;

/** The ladder of a call, with its other legs; `rows` is the most rows it may have. */
export function ladderOf(diagnosis: Diagnosis, call: Call, rows = 24): Ladder {
  const { reading } = diagnosis;
  const ids = new Set([call.callId, ...call.legs]);
  const of = ids.size === 1 ? [call] : diagnosis.calls.filter((one) => ids.has(one.callId));
  const indices = of.flatMap((one) => one.messages).toSorted((a, b) => a - b);
  const messages = indices.map((index) => reading.messages[index]).filter((one) => one !== undefined);
  const { parties, between } = partiesOf(messages, endsOf(messages));
  const repeats = new Set(of.flatMap((one) => one.retransmissions));
  const failure = failureOf(diagnosis, call);
  const start = messages.find((one) => one.at !== undefined)?.at;
  const flow = new Flow(failure, start);
  messages.forEach((message, position) => {
    const ends = between[position];
    if (ends) flow.add(message, ends, repeats.has(message.index));
  });
  return narrowed({ parties, rows: withSilences(folded(flow.rows, rows)), messages: messages.length });
}

/** Only the parties that are drawn, and no more of them than find a place: the rest share the last lifeline. */
function narrowed(ladder: Ladder): Ladder {
  const rows = ladder.rows.filter((row) => row.kind === "message");
  const weight = new Map<number, number>();
  for (const { from, to, failed } of rows) {
    for (const party of [from, to]) weight.set(party, (weight.get(party) ?? 0) + (failed ? rows.length : 1));
  }
  const seen = [...weight.keys()].toSorted((a, b) => a - b);
  const own =
    seen.length <= mostParties
      ? seen
      : seen.toSorted((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0)).slice(0, mostParties - 1);
  const shown = own.toSorted((a, b) => a - b);
  const place = new Map(shown.map((party, index) => [party, index]));
  const others = seen.length - shown.length;
  const at = (party: number) => place.get(party) ?? shown.length;
  return {
    ...ladder,
    parties: [
      ...shown.flatMap((party) => ladder.parties[party] ?? []),
      ...(others > 0 ? [{ place: `+${others}`, role: undefined, product: undefined, address: "name" } as const] : []),
    ],
    rows: ladder.rows.map((row) => (row.kind === "message" ? { ...row, from: at(row.from), to: at(row.to) } : row)),
  };
}

/** Which message is the failure: what the weightiest finding points at, else the call's first failing response. */
export function failureOf({ reading, findings }: Diagnosis, call: Call): number | undefined {
  const codeOf = (index: number) => reading.messages[index]?.code ?? 0;
  const cause = findings.find((one) => one.callId === call.callId && one.weight > 0 && one.severity !== "info");
  const evidence = cause?.evidence ?? [];
  // Of several hops the first one made it; a challenge is a failure only when it comes again.
  const said = evidence.filter((index) => codeOf(index) >= 400 && (cause?.code === undefined || codeOf(index) === cause.code));
  const challenged = cause?.code === 401 || cause?.code === 407;
  const proof = (challenged ? said.at(-1) : said[0]) ?? evidence.findLast((index) => codeOf(index) >= 400);
  if (proof !== undefined && codeOf(proof) >= 400) return proof;
  const first = failingCode(call);
  const response = first === null ? undefined : call.messages.find((index) => codeOf(index) === first);
  return response ?? proof ?? (call.outcome === "ok" ? undefined : evidence[0]);
}

// 487 ends a branch that lost, or a call that its caller gave up: no failure by itself.
function failingCode({ firstFailure, outcome, finalStatus }: Call): number | null {
  if (firstFailure === null) return outcome === "auth-failed-or-pending" ? finalStatus : null;
  return firstFailure === 487 ? null : firstFailure;
}

class Flow {
  readonly rows: MessageRow[] = [];
  readonly #failure: number | undefined;
  readonly #start: number | undefined;
  readonly #forks = new Map<string, string[]>();
  readonly #sent = new Map<string, number>();

  constructor(failure: number | undefined, start: number | undefined) {
    this.#failure = failure;
    this.#start = start;
  }

  add(message: SipMessage, { from, to }: { readonly from: number; readonly to: number }, repeat: boolean): void {
    const key = `${from} ${to} ${message.code ?? message.method} ${message.cseq} ${message.branch} ${message.toTag}`;
    const failed = message.index === this.#failure;
    const before = this.#sent.get(key);
    const row = before === undefined ? undefined : this.rows[before];
    if (repeat && before !== undefined && row) {
      const during = Math.max(row.during, this.#since(message) - (row.at ?? 0));
      this.rows[before] = { ...row, times: row.times + 1, during, failed: row.failed || failed };
      return;
    }
    this.#sent.set(key, this.rows.length);
    const at = message.at === undefined ? undefined : this.#since(message);
    const { code, index } = message;
    const request = message.method !== undefined;
    const marks = [...marksOf(message), ...this.#fork(message, to)];
    this.rows.push({
      kind: "message",
      from,
      to,
      at,
      request,
      label: labelOf(message),
      marks,
      code,
      times: 1,
      during: 0,
      failed,
      index,
    });
  }

  #since({ at }: SipMessage): number {
    return at === undefined || this.#start === undefined ? 0 : at - this.#start;
  }

  /** Responses to one request with several To tags come from several branches of a fork (RFC 3261 §12.1). */
  #fork({ code, cseq, callId, cseqMethod, toTag }: SipMessage, to: number): Mark[] {
    if (code === undefined || code <= 100 || cseqMethod !== "INVITE" || toTag === "") return [];
    const key = `${to} ${callId} ${cseq}`;
    const tags = this.#forks.get(key) ?? [];
    this.#forks.set(key, tags);
    const known = tags.indexOf(toTag);
    const number = known < 0 ? tags.push(toTag) : known + 1;
    // A challenge or failure before the final answer often has a tag of its own: that is no fork.
    return number > 1 && code < 300 ? [`fork ${number}`] : [];
  }
}

function labelOf({ method, code, phrase, toTag, startLineOnly }: SipMessage): string {
  if (method === undefined) return `${code ?? "?"} ${phrase ?? ""}`.trim();
  return (method === "INVITE" || method === "SUBSCRIBE") && toTag !== "" && !startLineOnly ? `re-${method}` : method;
}

function marksOf(message: SipMessage): Mark[] {
  const sdp = sdpOf(message);
  const hold = sdp?.media.some(({ direction }) => direction === "sendonly" || direction === "inactive") === true;
  const auth =
    message.method !== undefined &&
    (message.header("authorization") !== undefined || message.header("proxy-authorization") !== undefined);
  return [...(auth ? (["auth"] as const) : []), ...(sdp ? (["SDP"] as const) : []), ...(hold ? (["hold"] as const) : [])];
}

/** At most `most` rows: the beginning, what stands around the failure, and the end stay; runs between them fold. */
function folded(rows: readonly MessageRow[], most: number): (MessageRow | Extract<Row, { kind: "fold" }>)[] {
  if (rows.length <= most) return [...rows];
  const failure = rows.findIndex((row) => row.failed);
  const centre = failure < 0 ? rows.length - 1 : failure;
  const part = (share: number) => Math.max(2, Math.round(most * share));
  const kept = new Set<number>();
  const keep = (from: number, to: number) => {
    for (let at = Math.max(0, from); at <= Math.min(rows.length - 1, to); at++) kept.add(at);
  };
  keep(0, part(0.25) - 1);
  keep(centre - part(0.25), centre + part(0.15));
  keep(rows.length - part(0.12), rows.length - 1);
  const shown: (MessageRow | Extract<Row, { kind: "fold" }>)[] = [];
  let run: MessageRow[] = [];
  const close = () => {
    if (run.length === 1) shown.push(...run);
    else if (run.length > 1) shown.push({ kind: "fold", count: run.reduce((sum, row) => sum + row.times, 0) });
    run = [];
  };
  rows.forEach((row, at) => {
    if (!kept.has(at)) {
      run.push(row);
      return;
    }
    close();
    shown.push(row);
  });
  close();
  return shown;
}

function withSilences(rows: readonly (MessageRow | Extract<Row, { kind: "fold" }>)[]): Row[] {
  return rows.flatMap((row, index): Row[] => {
    const before = rows[index - 1];
    if (row.kind !== "message" || before?.kind !== "message" || row.at === undefined || before.at === undefined) return [row];
    const seconds = row.at - before.at - before.during;
    return seconds >= silenceS ? [{ kind: "silence", seconds }, row] : [row];
  });
}
