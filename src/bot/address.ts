import type { Answer } from "../core/answer.ts";
import { variantName } from "../core/catalog.ts";

/** The shortest query that gives this answer again; undefined for an answer that nobody would link to. */
export function address(answer: Answer): string | undefined {
  switch (answer.kind) {
    case "response":
      return answer.variant ? variantName(answer.variant) : String(answer.response.code);
    case "comparison":
      return answer.codes.join(" vs ");
    case "list":
      return answer.patterns.length > 0 ? answer.patterns.join(" ") : undefined;
    case "cause":
      return answer.causes.map((cause) => `cause ${cause}`).join(" vs ");
    case "reason":
      return `Reason: ${answer.protocol};cause=${answer.cause}`;
    case "warning":
      return `warning ${answer.warning}`;
    case "timer":
      return `timer ${answer.timer}`;
    case "attestation":
      return `attestation ${answer.level}`;
    case "vendor-index":
      return answer.vendor.id.replaceAll("-", " ");
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
