import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { senderName, spoken, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import { q850Of } from "../reasons.ts";
import type { Scene } from "../scene.ts";
import { repeatsOf } from "../transactions.ts";
import { finding } from "./finding.ts";

/** Faults of a paste or a capture, oddities that every stack takes, and what RFC 3261 allows: no rule is broken. */
const harmless: ReadonlySet<string> = new Set([
  "accept-without-sdp",
  "body-cut",
  "cut-by-capture",
  "headers-in-contact",
  "lone-cr",
  "max-forwards-zero",
  "no-empty-line",
  "no-max-forwards",
  "not-utf8",
  "unknown-auth-scheme",
  "unknown-body-type",
  "unknown-extension",
  "unknown-uri-parameter",
]);

/** What is wrong with messages as messages; a 400 or silence after one may be its price. */
export function malformed(flow: Flow): Finding[] {
  const faulty = flow.messages.filter((message) => !message.startLineOnly && message.faults.length > 0);
  const length = faulty.filter((message) => message.faults.some(isOfLength));
  const other = faulty.filter((message) => faultOf(message) !== undefined);
  const how = { severity: "warning", weight: flow.call.finalStatus === 400 ? 0.78 : 0.22 } as const;
  const [wrongLength] = length;
  const [broken] = other;
  const found: Finding[] = [];
  if (wrongLength !== undefined) {
    const values = { count: length.length, sender: senderName(wrongLength) };
    found.push(finding("content-length-wrong", flow, how, length, values));
  }
  if (broken !== undefined) {
    const values = { fault: faultOf(broken) ?? "", count: other.length, sender: senderName(broken) };
    found.push(finding("malformed", flow, how, other, values));
  }
  return found;
}

function isOfLength(fault: string): boolean {
  return fault.includes("content-length");
}

/** The first fault that is no matter of length and not harmless. */
function faultOf(message: SipMessage): string | undefined {
  return message.faults.find((fault) => !isOfLength(fault) && !harmless.has(fault));
}

/** Repeats that count as a sign of loss, though the exchange went on in the end. */
const noteworthy = 3;

/** Messages sent again before an answer got through, by the way they took. */
export function loss(flow: Flow): Finding[] {
  if (flow.call.retransmissions.length < noteworthy) return [];
  const repeats = flow.transactions
    .filter((one) => one.responses.length > 0)
    .flatMap((one) => repeatsOf(one.requests).concat(one.method === "INVITE" ? [] : repeatsOf(one.responses)));
  const [first] = repeats;
  if (first === undefined || repeats.length < noteworthy) return [];
  const how = { severity: "warning", weight: 0.2 } as const;
  const values = { count: repeats.length, from: senderName(first), to: first.destination ?? "UAS" };
  return [finding("retransmissions", flow, how, repeats, values)];
}

/** The capture saw packets twice (a mirror port, all interfaces): copies within a few milliseconds are no retransmissions. */
export function capturedTwice(scene: Scene): Finding[] {
  const { messages } = scene.reading;
  const copies = scene.calls.flatMap((call) =>
    call.retransmissions.filter((index) => isCopy(messages[index], messages[index - 1])),
  );
  if (copies.length < 4 || copies.length < messages.length * 0.2) return [];
  const evidence = copies.slice(0, 5).map((index) => messages[index]);
  const values = { count: copies.length, total: messages.length };
  return [finding("captured-twice", undefined, { severity: "info", weight: 0 }, evidence, values)];
}

function isCopy(message: SipMessage | undefined, before: SipMessage | undefined): boolean {
  if (message?.at === undefined || before?.at === undefined) return false;
  if (message.at - before.at >= 0.02 || before.callId !== message.callId || before.code !== message.code) return false;
  return before.branch === message.branch && before.source === message.source && before.destination === message.destination;
}

/** Q.850 causes that go with any code: normal clearing and the ones that say nothing. */
const vague: ReadonlySet<number> = new Set([0, 16, 31, 127]);

/** The Reason header tells another story than the code (RFC 3398 §7.2.4.1, §8.2.6.1). */
export function contradiction({ response, code, evidence }: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const cause = q850Of(response);
  const { catalog } = scene;
  if (cause === undefined || catalog === undefined || vague.has(cause) || code < 400 || code === 487) return undefined;
  const expected = catalog.responsesFor(cause);
  const name = catalog.cause(cause)?.name;
  if (name === undefined || expected.includes(code) || catalog.causeFor(code) === cause) return undefined;
  const [likely] = expected;
  if (likely === undefined) return undefined;
  const how = { severity: "warning", weight: 0.15, code } as const;
  return finding("cause-contradicts", flow, how, evidence, { cause, name, said: spoken(response), expected: likely });
}

/** A phrase of the sender's own beside the registered one: often the only clue to what it means. */
export function ownPhrase({ response, code, evidence }: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const fact = scene.catalog?.response(code);
  const phrase = response.phrase ?? "";
  if (fact === undefined || phrase === "" || alike(phrase, fact.phrase)) return undefined;
  const how = { severity: "info", weight: 0.01, code } as const;
  return finding("phrase-differs", flow, how, evidence, { said: spoken(response), registered: fact.phrase });
}

function alike(a: string, b: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/gu, "");
  return plain(a) === plain(b);
}
