import { parameter } from "./header-values.ts";
import type { SipMessage } from "./message.ts";

/** One value of a Reason header (RFC 3326): protocol in upper case, cause, text. */
export interface Reason {
  readonly protocol: string;
  readonly cause: number | undefined;
  readonly text: string;
}

export function reasonsOf(message: SipMessage): Reason[] {
  return message.headers("reason").map((value) => {
    const cause = Number.parseInt(parameter(value, "cause") ?? "", 10);
    return {
      protocol: (value.split(";", 1)[0] ?? "").trim().toUpperCase(),
      cause: Number.isNaN(cause) ? undefined : cause,
      text: (parameter(value, "text") ?? "").replaceAll('"', "").trim().slice(0, 80),
    };
  });
}

/** The Q.850 cause that a message carries: in Reason, or in the header that Asterisk adds. */
export function q850Of(message: SipMessage): number | undefined {
  const told = reasonsOf(message).find(({ protocol }) => protocol === "Q.850")?.cause;
  if (told !== undefined) return told;
  const asterisk = Number.parseInt(message.header("x-asterisk-hangupcausecode") ?? "", 10);
  return Number.isNaN(asterisk) ? undefined : asterisk;
}

/** The reason in words, of a Reason header or a Warning; "" when neither says one. */
export function reasonText(message: SipMessage): string {
  const [reason] = reasonsOf(message);
  if (reason !== undefined) {
    const cause = reason.cause === undefined ? reason.protocol : `${reason.protocol} ${reason.cause}`;
    return reason.text === "" ? cause : `${cause}: ${reason.text}`;
  }
  return warningOf(message)?.text ?? "";
}

/** The first Warning: its code and text (RFC 3261 §20.43). */
export function warningOf(message: SipMessage): { readonly code: number; readonly text: string } | undefined {
  const [value = ""] = message.headers("warning");
  const match = /^\s*(\d{3})\s+\S+\s+"?([^"]{0,120})/u.exec(value);
  return match === null ? undefined : { code: Number(match[1]), text: (match[2] ?? "").trim() };
}
