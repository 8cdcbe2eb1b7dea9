import type { SipMessage } from "../../../src/core/trace/message.ts";
import { parseText } from "../../../src/core/trace/parse.ts";
import type { Reading } from "../../../src/core/trace/reading.ts";

// A trace as a ladder, one message in a line:
//
//   0.0 alice>proxy INVITE
//   0.1 proxy>alice 407 | Proxy-Authenticate: Digest realm="x", nonce="n"
//   0.2 alice>proxy ACK
//   0.3 alice>proxy INVITE cseq=2 sdp=PCMU@192.0.2.10
//
// The same line again is a retransmission: branches follow from hop, method and CSeq. Behind the method or code may stand
// words of the form name=value (call, cseq, branch, totag, uri, for, sdp, transport, via); behind "|" header fields.

export const hosts: Readonly<Record<string, string>> = {
  alice: "192.0.2.10:5060",
  proxy: "203.0.113.5:5060",
  second: "203.0.113.6:5060",
  bob: "198.51.100.20:5060",
  carol: "198.51.100.21:5060",
  nat: "192.168.1.50:5060",
};

const phrases: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  183: "Session Progress",
  200: "OK",
  202: "Accepted",
  302: "Moved Temporarily",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  423: "Interval Too Brief",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  482: "Loop Detected",
  483: "Too Many Hops",
  484: "Address Incomplete",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  491: "Request Pending",
  500: "Server Internal Error",
  503: "Service Unavailable",
  603: "Decline",
};

interface Line {
  readonly at: number | undefined;
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly options: Readonly<Record<string, string>>;
  readonly headers: readonly string[];
  readonly said: string;
}

/** What a call's later lines take from its earlier ones. */
interface State {
  cseq: Map<string, number>;
  last: Map<string, { method: string; cseq: number; uri: string }>;
  refused: Set<string>;
}

function readLine(text: string): Line {
  const [head = "", ...headers] = text.split(" | ");
  const match = /^(?:([\d.]+)|-)\s+(\S+)>(\S+)\s+(\S+)(.*)$/u.exec(head.trim());
  if (!match) throw new Error(`no line of a ladder: ${text}`);
  const [, at, from = "", to = "", what = "", rest = ""] = match;
  const said = /"([^"]*)"/u.exec(rest)?.[1] ?? phrases[Number(what)] ?? "Said";
  const words = rest
    .replace(/"[^"]*"/u, "")
    .trim()
    .split(/\s+/u)
    .filter(Boolean);
  const options = Object.fromEntries(words.map((word) => [word.split("=", 1)[0] ?? "", word.slice(word.indexOf("=") + 1)]));
  return { at: at === undefined ? undefined : Number(at), from, to, what, options, headers, said };
}

/** "PCMU,opus@192.0.2.10/RTP/SAVP/sendonly" as a session description. */
export function sdp(text: string, port = "4000"): string {
  const [codecs = "", rest = "192.0.2.10"] = text.split("@", 2);
  const [address = "", ...more] = rest.split("/");
  const direction = /^(?:send|recv|inactive)/u.test(more.at(-1) ?? "") ? more.pop() : undefined;
  const profile = more.length === 0 ? "RTP/AVP" : more.join("/");
  const numbered = codecs.split(",").map((codec, at) => [96 + at, codec] as const);
  const kind = profile === "udptl" ? "image" : "audio";
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    `m=${kind} ${port} ${profile} ${profile === "udptl" ? "t38" : numbered.map(([at]) => at).join(" ")}`,
    ...numbered.map(([at, codec]) => `a=rtpmap:${at} ${codec}/8000`),
    ...(direction === undefined ? [] : [`a=${direction}`]),
    ...(profile.includes("SAVP") && !profile.includes("TLS") ? ["a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x"] : []),
    "",
  ].join("\r\n");
}

const inDialog = new Set(["BYE", "ACK", "UPDATE", "INFO", "PRACK", "REFER", "NOTIFY"]);

interface Built {
  readonly start: string;
  readonly cseq: number;
  readonly method: string;
  readonly branch: string;
  readonly toTag: string;
}

function requestParts({ from, to, what, options }: Line, state: State): Built {
  const known = what === "ACK" || what === "CANCEL" ? state.cseq.get("INVITE") : state.cseq.get(what);
  const cseq = Number(options["cseq"] ?? known ?? state.cseq.size + 1);
  state.cseq.set(what, cseq);
  const uri = options["uri"] ?? "sip:15550199@example.com";
  const hop = `${from}>${to}`;
  const like = what === "CANCEL" || (what === "ACK" && state.refused.has(`${hop} ${cseq}`)) ? "INVITE" : what;
  if (what !== "ACK") state.last.set(hop, { method: what, cseq, uri });
  const branch = options["branch"] ?? `z9hG4bK${from}${to}${like}${cseq}`;
  const toTag = options["totag"] ?? (inDialog.has(what) ? "t1" : "");
  return { start: `${what} ${uri} SIP/2.0`, cseq, method: what, branch, toTag };
}

function responseParts({ from, to, what, options, said }: Line, state: State): Built {
  const hop = `${to}>${from}`;
  const last = state.last.get(hop) ?? { method: "INVITE", cseq: 1 };
  const method = options["for"] ?? last.method;
  const cseq = Number(options["cseq"] ?? state.cseq.get(method) ?? last.cseq);
  const code = Number(what);
  if (code >= 300 && method === "INVITE") state.refused.add(`${hop} ${cseq}`);
  const branch = options["branch"] ?? `z9hG4bK${to}${from}${method === "CANCEL" ? "INVITE" : method}${cseq}`;
  return { start: `SIP/2.0 ${code} ${said}`, cseq, method, branch, toTag: options["totag"] ?? (code > 100 ? "t1" : "") };
}

function textOf(line: Line, state: State): string {
  const { from, to, what, options, headers } = line;
  const isResponse = /^\d{3}$/u.test(what);
  const built = isResponse ? responseParts(line, state) : requestParts(line, state);
  const sender = isResponse ? to : from;
  const body = options["sdp"] === undefined ? (options["body"] ?? "").replaceAll("_", " ") : sdp(options["sdp"], options["port"]);
  const own = new Set(headers.map((header) => header.split(":", 1)[0]?.toLowerCase()));
  const fields = [
    `Via: SIP/2.0/${options["via"] ?? "UDP"} ${addressOf(sender)};branch=${built.branch}`,
    `From: <sip:15550101@example.com>;tag=f1`,
    `To: <sip:15550199@example.com>${built.toTag === "" ? "" : `;tag=${built.toTag}`}`,
    `Call-ID: ${options["call"] ?? "one"}`,
    `CSeq: ${built.cseq} ${built.method}`,
    "Max-Forwards: 70",
    ...(body === "" ? [] : [`Content-Type: ${options["sdp"] === undefined ? "message/sipfrag" : "application/sdp"}`]),
    `Content-Length: ${body.length}`,
  ].filter((field) => !own.has(field.split(":", 1)[0]?.toLowerCase()));
  return [built.start, ...fields, ...headers, "", body].join("\r\n");
}

function addressOf(name: string): string {
  return hosts[name] ?? name;
}

/** The messages of a ladder. */
export function messagesOf(ladder: string): SipMessage[] {
  const states = new Map<string, State>();
  const lines = ladder.split("\n").filter((line) => line.trim() !== "");
  return lines.map((text, index) => {
    const line = readLine(text);
    const call = line.options["call"] ?? "one";
    const state = states.get(call) ?? { cseq: new Map(), last: new Map(), refused: new Set() };
    states.set(call, state);
    const transport = line.options["transport"] === "tcp" ? ("tcp" as const) : ("udp" as const);
    const known = line.options["nowhere"] === undefined;
    const seen = {
      at: line.at,
      source: known ? addressOf(line.from) : undefined,
      destination: known ? addressOf(line.to) : undefined,
      transport,
      frame: index + 1,
      line: undefined,
    };
    const message = parseText(textOf(line, state), seen, index);
    if (!message) throw new Error(`not read: ${text}`);
    return message;
  });
}

/** The reading of a ladder, as if it came from a capture. */
export function readingOf(ladder: string, more: Partial<Reading> = {}): Reading {
  return {
    format: "pcap",
    messages: messagesOf(ladder),
    skipped: [],
    truncated: false,
    media: [],
    unreachable: [],
    events: [],
    encrypted: [],
    packets: 100,
    ...more,
  };
}
