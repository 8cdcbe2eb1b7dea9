import type { LogEvent } from "../reading.ts";
import { addressIn } from "./address.ts";
import { methods } from "./start.ts";
import { timeOf } from "./time.ts";

// Lines of a log that tell of a failure, or of a message that is not printed.

/** What a line of a log may tell, the surest first. All patterns are linear. */
const kinds: readonly (readonly [string, RegExp])[] = [
  [
    "dns-failed",
    /(?:could not|couldn't|can't|cannot|unable to|failed to) resolve|resol(?:ve|ving|ution)\w* (?:failed|error)|name or service not known|nxdomain|no such host|dns (?:error|failed|lookup failed|resolution failed)|pj_eresolve|nodename nor servname|temporary failure in name resolution|bad dst address|unresolvable/iu,
  ],
  ["connection-refused", /connection refused|econnrefused|\bconnect \S{3,60} failed|refused connection/iu],
  [
    "connection-reset",
    /connection reset|econnreset|broken pipe|connection closed by peer|websocket (?:disconnected|closed|connection failed)/iu,
  ],
  [
    "host-unreachable",
    /no route to host|ehostunreach|host(?: is)? unreachable|network is unreachable|enetunreach|port (?:\d{1,5} )?unreachable|destination unreachable/iu,
  ],
  ["too-many-hops", /too many hops|max-?forwards (?:is |has )?(?:reached|exceeded|0|zero)/iu],
  [
    "no-route",
    /\bno (?:matching )?(?:route|gateway|destination|trunk)s?\b(?: (?:found|for|to|left|available|matched)|$)|no_route_destination|no_route_transit_net|no dial ?plan/iu,
  ],
  [
    "tls-failed",
    /\b(?:tls|ssl)\b.{0,60}(?:fail|error|alert|handshake)|certificate (?:verify failed|has expired|unknown)|unknown ca\b/iu,
  ],
  [
    "auth-failed",
    /auth\w* (?:failed|failure|error)|failed to authenticate|wrong password|invalid (?:password|credentials|nonce)|no matching endpoint found|\bnonce (?:expired|stale)/iu,
  ],
  [
    "not-registered",
    /subscriber absent|user_not_registered|\bnot registered\b|is now unreachable|no contacts? (?:found|available|for)/iu,
  ],
  ["no-codec", /no (?:common|compatible|joint) codecs?|incompatible[ _]destination|codec (?:error|mismatch)/iu],
  ["message-too-large", /message too (?:large|long|big)|emsgsize/iu],
  [
    "parse-error",
    /pars(?:e|er|ing)[ _]?(?:error|failed|failure)|(?:error|failed|failure|unable|cannot)(?: \w{1,12}){0,2} pars|bad (?:message|header|first line|request line|msg|uri)\b|malformed|syntax error|invalid sip message|parse_\w{2,40}\(\): (?:error|bad|failed)/iu,
  ],
  ["timeout", /\btimed[ -]?out\b|\btimeout\b(?![=_\w])|etimedout|no response (?:from|received)/iu],
];

/** Who speaks of SIP requests and answers line by line: Kamailio, OpenSIPS, and scripts that log like them. */
const server =
  /<script>|<core>|\b(?:kamailio|opensips|openser)\b|\b(?:NOTICE|INFO|ERROR|WARNING|DEBUG|CRITICAL):(?:\s|\w+:)|\{\d+ \d+ [A-Z]+ \S+\}/u;
const transaction = /\{\d+ \d+ ([A-Z]{2,12}) (\S{3,250})\}/u;
const namedCallId = /\b(?:call[-_]?id|ci)\b["']?\s?[:=]\s?["'[<]?([^\s"'\],;>)]{4,250})/iu;
const namedCode =
  /\b(?:code|status|reply|response|answer(?:ed)?|rejected|failed|failure|completed|received|sent|sending|(?:t_)?reply_code|(?:failure|onreply|reply|branch)_route)\b[^0-9\n]{0,24}(?<![\d.])([1-6]\d\d)\b(?![.:\d]|\s?(?:bytes|ms|usec|sec))/iu;
/** The one line of a proxy's debugging that names the code of a message it has read. */
const parsedStatus = /\bstatus:\s+<([1-6]\d\d)>/u;
const codeWithPhrase =
  /(?<![\d.:])([1-6]\d\d) (?:Trying|Ringing|Session Progress|OK\b|Accepted|Moved|Unauthorized|Forbidden|Not Found|Method Not|Proxy Auth|Request T|Gone|Temporarily|Call\/Trans|Loop|Too Many|Address Inc|Busy|Not Acc|Request Pend|Server|Not Impl|Bad Gateway|Service Un|Decline|Does Not|Bad Request)/u;

/** What a line says, before anything is read out of it; most lines have none of it. */
const worth =
  /SIP|sip:|fail|refus|reset|unreach|time|route|resol|auth|pars|malform|error|ERROR|absent|regist|codec|hops|<script>|<core>|kamailio|opensips|too |TLS|SSL|ertificate|ECONN|EHOST|ENET|ETIME|USER_NOT|NO_ROUTE|INCOMPATIBLE|password|nonce|Forward|no such host|not known|dns|DNS|NXDOMAIN|\{\d/u;

function kindOf(line: string): string | undefined {
  return kinds.find(([, pattern]) => pattern.test(line))?.[0];
}

function codeOf(line: string): number | undefined {
  if (line.includes("HTTP/")) return undefined;
  const debug = /\b(?:DEBUG|DBG):/u.test(line) && !/\b(?:script|<script>|\w+_route\[)/u.test(line);
  const found = debug
    ? parsedStatus.exec(line)
    : (/SIP\/2\.0 ([1-6]\d\d)\b/u.exec(line) ?? codeWithPhrase.exec(line) ?? namedCode.exec(line));
  return found === null ? undefined : Number(found[1]);
}

function methodIn(line: string): string | undefined {
  const inTransaction = transaction.exec(line)?.[1];
  if (inTransaction !== undefined && methods.has(inTransaction)) return inTransaction;
  const word = /\b(INVITE|ACK|BYE|CANCEL|REGISTER|OPTIONS|SUBSCRIBE|NOTIFY|PUBLISH|MESSAGE|PRACK|UPDATE|REFER)\b/u.exec(
    line,
  )?.[1];
  return word;
}

/** What a line of a SIP server says of a request or an answer. */
function spokenOf(line: string): Pick<LogEvent, "callId" | "code" | "method"> & { kind: string | undefined } {
  const callId = transaction.exec(line)?.[2] ?? namedCallId.exec(line)?.[1];
  const code = codeOf(line);
  const method = methodIn(line);
  if (code !== undefined) return { kind: "response", callId, code, method };
  return { kind: callId !== undefined && method !== undefined ? "request" : undefined, callId, code, method };
}

/** The event of one line that is no part of a message; undefined for most lines. */
export function eventOf(line: string, number: number): LogEvent | undefined {
  if (line.length < 8 || line.length > 4000 || !worth.test(line)) return undefined;
  const failure = kindOf(line);
  const spoken = server.test(line) ? spokenOf(line) : undefined;
  const kind = failure ?? spoken?.kind;
  if (kind === undefined) return undefined;
  const callId = spoken?.callId ?? namedCallId.exec(line)?.[1];
  return { at: timeOf(line), line: number, kind, callId, code: spoken?.code, method: spoken?.method, about: aboutOf(line, kind) };
}

/** A name that would not resolve: behind a colon or in quotes, with a dot in it. */
const unresolved =
  /(?:resolve|hostname|host|name|lookup)\b[^\w\n]{1,6}(?:(?:hostname|host|name)[^\w\n]{1,4})?([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/iu;

/** The peer, name or number that a line is about. */
function aboutOf(line: string, kind: string): string | undefined {
  const bare = line
    .replace(transaction, " ")
    .replace(namedCallId, " ")
    .replace(/\b\d{1,2}:\d\d:\d\d\S*/gu, " ");
  const named = kind === "no-route" ? /\bfor (\S{2,80})/u.exec(bare)?.[1] : undefined;
  const name = kind === "dns-failed" ? unresolved.exec(bare)?.[1] : undefined;
  const peer = /(?:sips?:)(?:[^@\s;,>]{1,80}@)?(\[?[\w.:-]{2,80}\]?(?::\d{1,5})?)/u.exec(bare)?.[1];
  const channel = /'?\b((?:PJ)?SIP\/[\w.-]{1,60})/u.exec(bare)?.[1];
  return named ?? name ?? addressIn(bare) ?? peer ?? channel;
}
