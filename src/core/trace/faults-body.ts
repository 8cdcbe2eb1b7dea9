import { mediaType } from "./multipart.ts";
import type { ParsedMessage } from "./parsed-message.ts";

// The body against what the headers say of it (RFC 3261 §7.4, §18.3, §20.14).

/** Types of body that servers know; vendors' own and XML are let pass. */
const known =
  /^(?:application\/(?:sdp|isup|qsig|dtmf(?:-relay)?|simple-message-summary|im-iscomposing|media_control|rs-metadata|reginfo|pidf|vnd\.|x-|json|broadsoft|octet-stream|pkcs7|hook-flash|[\w.-]+\+(?:xml|json))|multipart\/|message\/|text\/|image\/)/u;

function lengthFaults(message: ParsedMessage): string[] {
  const lengths = message.headers("content-length");
  if (lengths.some((value) => !/^\d+$/u.test(value))) return ["bad-content-length"];
  if (lengths.length > 1) return ["repeated-content-length"];
  const { declared, available, exact } = message.layout;
  if (declared === undefined) return [];
  if (declared > available) return shortFaults(message);
  return exact && declared < available ? ["content-length-too-small"] : [];
}

/** The body is shorter than declared: cut by who copied it when it is no whole description, else declared wrongly. */
function shortFaults(message: ParsedMessage): string[] {
  const { body } = message;
  const described = mediaType(message.header("content-type") ?? "") === "application/sdp" || body.startsWith("v=0");
  if (body === "" || (described && !/^m=/mu.test(body))) return ["body-cut"];
  return message.layout.exact ? ["content-length-too-large"] : [];
}

/** Faults of Content-Length and Content-Type. */
export function bodyFaults(message: ParsedMessage): string[] {
  const faults = lengthFaults(message);
  if (message.method !== "INVITE" || message.body === "") return faults;
  const type = mediaType(message.header("content-type") ?? "");
  if (type !== "" && !known.test(type)) faults.push("unknown-body-type");
  const accepted = message.headers("accept").map(mediaType);
  const sdp = accepted.length === 0 || accepted.some((accept) => ["application/sdp", "*/*", "application/*"].includes(accept));
  if (type === "application/sdp" && !sdp) faults.push("accept-without-sdp");
  return faults;
}
