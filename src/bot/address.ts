import type { Answer } from "../core/answer.ts";

/** The shortest query that gives this answer again; undefined for an answer that nobody would link to. */
export function address(answer: Answer): string | undefined {
  switch (answer.kind) {
    case "response":
      return answer.variant
        ? `${answer.response.code} ${answer.variant.names[0] ?? answer.variant.phrase}`
        : String(answer.response.code);
    case "comparison":
      return answer.codes.join(" vs ");
    case "list":
      return answer.patterns.length > 0 ? answer.patterns.join(" ") : undefined;
    case "cause":
      return `cause ${answer.cause}`;
    case "reason":
      return `Reason: ${answer.protocol};cause=${answer.cause}`;
    case "warning":
      return `warning ${answer.warning}`;
    case "timer":
      return `timer ${answer.timer}`;
    case "attestation":
      return `attestation ${answer.level}`;
    case "vendor":
      return vendorAddress(answer);
    case "symptom":
      return answer.symptom.id.replaceAll("-", " ");
    case "help":
      return "help";
    case "suggestions":
    case "trouble":
      return undefined;
  }
}

function vendorAddress({ matches, asked }: Extract<Answer, { kind: "vendor" }>): string {
  const [first] = matches;
  if (!first) return asked;
  const code = first.entry.codes[0] ?? first.entry.id;
  const sip = first.entry.sip[0];
  return sip === undefined || code.length > 4 ? code : `${sip} ${code}`;
}
