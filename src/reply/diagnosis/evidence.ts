import type { Call, Finding } from "../../core/trace/diagnosis.ts";
import { endsOf } from "../../core/trace/ends.ts";
import type { SipMessage } from "../../core/trace/message.ts";
import type { Line, Span } from "../document.ts";
import { seconds } from "./party.ts";
import type { Showing } from "./show.ts";

const mostFacts = 3;
/** Headers that say why, in the order they are worth reading. */
const telling = ["reason", "warning", "retry-after", "unsupported", "min-expires", "min-se", "x-asterisk-hangupcause"] as const;
const written: Readonly<Record<(typeof telling)[number], string>> = {
  reason: "Reason",
  warning: "Warning",
  "retry-after": "Retry-After",
  unsupported: "Unsupported",
  "min-expires": "Min-Expires",
  "min-se": "Min-SE",
  "x-asterisk-hangupcause": "X-Asterisk-HangupCause",
};

/** The three facts that prove a verdict: its messages first, then what the call's times tell. */
export function factsOf(call: Call, finding: Finding | undefined, failure: number | undefined, showing: Showing): Line[] {
  const { reading } = showing.diagnosis;
  const start = reading.messages[call.messages[0] ?? -1]?.at;
  const proof = chosen(call, finding, failure).flatMap((index) => {
    const message = reading.messages[index];
    return message === undefined ? [] : [messageFact(message, start, showing)];
  });
  return [...proof, ...computed(call, showing)].slice(0, mostFacts);
}

/** Of many messages the first, the failing one and the last. */
function chosen(call: Call, finding: Finding | undefined, failure: number | undefined): number[] {
  const proof = finding === undefined || finding.evidence.length === 0 ? [] : [...finding.evidence];
  const all = [...new Set([...proof, ...(failure === undefined ? [] : [failure])])].toSorted((a, b) => a - b);
  if (all.length === 0) {
    const last = call.messages.at(-1);
    return last === undefined ? [] : [...new Set([call.messages[0] ?? last, last])];
  }
  if (all.length <= mostFacts) return all;
  const [first = 0, second = 0, last = 0] = [all[0], failure ?? all[1], all.at(-1)];
  return [...new Set([first, second, last])].toSorted((a, b) => a - b);
}

/** "1.310 s · IP-C → IP-B: 503 Service Unavailable · Retry-After: 120". */
function messageFact(message: SipMessage, start: number | undefined, { redactor }: Showing): Line {
  const [ends] = endsOf([message]);
  const time = message.at === undefined || start === undefined ? "" : `${seconds(message.at - start)} s · `;
  const way =
    ends === undefined || ends.from === "?" || ends.to === "?"
      ? ""
      : `${redactor.place(ends.from)} → ${redactor.place(ends.to)}: `;
  const what = message.method ?? `${message.code ?? ""} ${redactor.text(message.phrase ?? "")}`.trim();
  const headers = telling.flatMap((name): Span[] => {
    const value = message.header(name);
    return value === undefined ? [] : [{ text: " · " }, { text: `${written[name]}: ${redactor.text(value)}`, style: "code" }];
  });
  return [{ text: `${time}${way}` }, { text: what, style: "strong" }, ...headers.slice(0, 4)];
}

function computed(call: Call, { words }: Showing): Line[] {
  const { pdd, ring, talk } = call.times;
  // What is over in a moment tells nothing.
  const said = (key: string, value: number | undefined) =>
    value === undefined || value < 0.1 ? [] : [words.line(key, { seconds: value.toFixed(1) })];
  const repeats = call.retransmissions.length;
  return [
    ...(repeats > 0 ? [words.line("trace.fact.repeats", { count: repeats })] : []),
    ...said("trace.fact.pdd", pdd),
    ...said("trace.fact.ring", ring),
    ...said("trace.fact.talk", talk),
  ];
}
