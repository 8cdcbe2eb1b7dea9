import type { SipMessage } from "../src/core/trace/message.ts";
import { parseText } from "../src/core/trace/parse.ts";
import type { Reading } from "../src/core/trace/reading.ts";

// SIP flows written as one line a message, for the gallery and the tests: "0.012 sbc>phone 486 Busy Here | sdp tag=b".
// Marks: sdp, hold, auth, in (the request is inside the dialog), tag=… (To tag), cseq=…, method=…, call=… (Call-ID), branch=….

export type Hosts = Readonly<Record<string, string>>;

export interface Flow {
  readonly hosts: Hosts;
  /** User-Agent or Server of a host. */
  readonly products?: Readonly<Record<string, string>>;
  readonly lines: string;
}

const sdp = (direction: string) =>
  `v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=${direction}\r\n`;

/** The reading of a flow, as if it had been captured. */
export function readFlow(flow: Flow): Reading {
  const messages = flow.lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line, index) => messageOf(line, index, flow));
  return {
    format: "pcap",
    messages,
    skipped: [],
    truncated: false,
    media: [],
    unreachable: [],
    events: [],
    encrypted: [],
    packets: messages.length,
  };
}

function messageOf(line: string, index: number, { hosts, products = {} }: Flow): SipMessage {
  const [said = "", options = ""] = line.split("|");
  const [, time = "0", from = "", to = "", what = ""] = /^(\S+) (\w+)>(\w+) (.+)$/u.exec(said.trim()) ?? [];
  const seen = {
    at: 1_700_000_000 + Number(time),
    source: hosts[from],
    destination: hosts[to],
    transport: "udp",
    frame: index + 1,
    line: undefined,
  } as const;
  const text = textOf({ what, from, to, marks: readMarks(options), host: (name) => hosts[name] ?? "", product: products[from] });
  const message = parseText(text, seen, index);
  if (message === undefined) throw new Error(`no SIP message: ${line}`);
  return message;
}

function readMarks(options: string): (name: string, usual?: string) => string | undefined {
  const marks = options
    .trim()
    .split(/\s+/u)
    .map((one): [string, string] => [one.split("=")[0] ?? "", one.split("=").slice(1).join("=")]);
  const known = new Map(marks);
  return (name, usual) => known.get(name) ?? usual;
}

interface Written {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly marks: ReturnType<typeof readMarks>;
  readonly host: (name: string) => string;
  readonly product: string | undefined;
}

function textOf({ what, from, to, marks, host, product }: Written): string {
  const response = /^\d{3} /u.test(what);
  const method = marks("method", response ? "INVITE" : what) ?? "";
  const [near, far] = response ? [to, from] : [from, to];
  const uri = `sip:${marks("to", "+442079460123")}@${host(far).split(":")[0] ?? ""}`;
  const toTag = marks("tag", marks("in") === undefined ? undefined : "b1");
  const cseq = marks("cseq", "1") ?? "";
  const branch = `z9hG4bK-${method === "ACK" ? "INVITE" : method}-${cseq}-${[from, to].toSorted().join("-")}`;
  const body = bodyOf(marks);
  return [
    response ? `SIP/2.0 ${what}` : `${what} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${host(near)};branch=${marks("branch", branch)}`,
    `From: <sip:${marks("from", "+441632960018")}@example.net>;tag=a1`,
    `To: <${uri}>${toTag === undefined ? "" : `;tag=${toTag}`}`,
    `Call-ID: ${marks("call", "3c26700c1adb")}@example.net`,
    `CSeq: ${cseq} ${method}`,
    ...(product === undefined ? [] : [`${response ? "Server" : "User-Agent"}: ${product}`]),
    ...authentication(what, marks),
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

function bodyOf(marks: Written["marks"]): string {
  if (marks("hold") !== undefined) return sdp("sendonly");
  return marks("sdp") === undefined ? "" : sdp("sendrecv");
}

function authentication(what: string, marks: Written["marks"]): string[] {
  const digest = 'Digest realm="example.net", nonce="n1"';
  if (marks("auth") !== undefined) return [`Authorization: ${digest}, username="alice", uri="sip:example.net", response="0"`];
  if (what.startsWith("401 ")) return [`WWW-Authenticate: ${digest}`];
  return what.startsWith("407 ") ? [`Proxy-Authenticate: ${digest}`] : [];
}

const two: Hosts = { phone: "192.168.1.20:5060", sbc: "203.0.113.5:5060" };
const three: Hosts = { ...two, gw: "198.51.100.9:5060" };

/** The six calls of the README's gallery. */
export const gallery: Readonly<Record<string, Flow>> = {
  failure: {
    hosts: three,
    products: { phone: "Zoiper rv2.10", sbc: "Kamailio (5.7.2)", gw: "Cisco-SIPGateway/IOS-16" },
    lines: `
      0.000 phone>sbc INVITE | sdp
      0.004 sbc>phone 407 Proxy Authentication Required | tag=p1
      0.006 phone>sbc ACK | tag=p1
      0.018 phone>sbc INVITE | sdp auth cseq=2
      0.021 sbc>phone 100 Trying | cseq=2
      0.022 sbc>gw INVITE | sdp cseq=2
      0.040 gw>sbc 100 Trying | cseq=2
      1.310 gw>sbc 503 Service Unavailable | tag=g1 cseq=2
      1.312 sbc>gw ACK | tag=g1 cseq=2
      1.314 sbc>phone 503 Service Unavailable | tag=g1 cseq=2
      1.330 phone>sbc ACK | tag=g1 cseq=2`,
  },
  forked: {
    hosts: { phone: "192.168.1.20:5060", proxy: "203.0.113.5:5060", desk: "192.168.1.31:5060", mobile: "198.51.100.77:5060" },
    products: { phone: "Yealink SIP-T46S", proxy: "OpenSIPS (3.4.2)", desk: "snomD735", mobile: "Linphone" },
    lines: `
      0.000 phone>proxy INVITE | sdp
      0.003 proxy>phone 100 Trying
      0.005 proxy>desk INVITE | sdp
      0.006 proxy>mobile INVITE | sdp
      0.048 desk>proxy 180 Ringing | tag=d1
      0.049 proxy>phone 180 Ringing | tag=d1
      0.910 mobile>proxy 180 Ringing | tag=m1
      0.912 proxy>phone 180 Ringing | tag=m1
      6.420 mobile>proxy 200 OK | tag=m1 sdp
      6.422 proxy>phone 200 OK | tag=m1 sdp
      6.424 proxy>desk CANCEL
      6.440 desk>proxy 200 OK | method=CANCEL
      6.442 desk>proxy 487 Request Terminated | tag=d1
      6.444 proxy>desk ACK | tag=d1
      6.460 phone>mobile ACK | tag=m1`,
  },
  "re-invite": {
    hosts: two,
    products: { phone: "Bria 6.5", sbc: "Oracle SBC" },
    lines: `
      0.000 phone>sbc INVITE | sdp
      0.010 sbc>phone 100 Trying
      0.480 sbc>phone 183 Session Progress | sdp tag=b1
      3.120 sbc>phone 200 OK | sdp tag=b1
      3.140 phone>sbc ACK | in
      41.500 phone>sbc INVITE | hold in cseq=2
      41.520 sbc>phone 100 Trying | cseq=2
      41.610 sbc>phone 488 Not Acceptable Here | tag=b1 cseq=2
      41.625 phone>sbc ACK | in cseq=2
      44.020 phone>sbc BYE | in cseq=3
      44.040 sbc>phone 200 OK | method=BYE cseq=3 tag=b1`,
  },
  registration: {
    hosts: { phone: "192.168.1.20:5060", registrar: "203.0.113.5:5060" },
    products: { phone: "Grandstream GXP2170", registrar: "FPBX-16.0.40.7(18.20.2)" },
    lines: `
      0.000 phone>registrar REGISTER
      0.009 registrar>phone 401 Unauthorized | tag=r1 method=REGISTER
      0.030 phone>registrar REGISTER | auth cseq=2
      0.041 registrar>phone 401 Unauthorized | tag=r1 method=REGISTER cseq=2
      0.060 phone>registrar REGISTER | auth cseq=3
      0.071 registrar>phone 403 Forbidden | tag=r1 method=REGISTER cseq=3`,
  },
  folded: {
    hosts: two,
    products: { phone: "Zoiper rv2.10", sbc: "FreeSWITCH-mod_sofia/1.10" },
    lines: `
      0.000 phone>sbc INVITE | sdp
      0.010 sbc>phone 100 Trying
      0.300 sbc>phone 180 Ringing | tag=b1
      2.100 sbc>phone 200 OK | sdp tag=b1
      2.120 phone>sbc ACK | in
      ${Array.from({ length: 9 }, (_, at) => `${10 + at * 5}.000 phone>sbc INFO | in cseq=${at + 2}\n${10 + at * 5}.020 sbc>phone 200 OK | method=INFO cseq=${at + 2} tag=b1`).join("\n")}
      58.000 sbc>phone INVITE | in sdp cseq=20 branch=z9hG4bK-k1
      58.500 sbc>phone INVITE | in sdp cseq=20 branch=z9hG4bK-k1
      59.500 sbc>phone INVITE | in sdp cseq=20 branch=z9hG4bK-k1
      59.600 phone>sbc 100 Trying | cseq=20 branch=z9hG4bK-k1
      59.900 phone>sbc 500 Internal Server Error | tag=b1 cseq=20 branch=z9hG4bK-k1
      59.910 sbc>phone ACK | in cseq=20 branch=z9hG4bK-k1
      60.000 sbc>phone BYE | in cseq=21
      60.020 phone>sbc 200 OK | method=BYE cseq=21 tag=b1`,
  },
  b2bua: {
    hosts: { phone: "192.168.1.20:5060", pbx: "192.168.1.2:5060", carrier: "198.51.100.9:5060" },
    products: { phone: "Yealink SIP-T46S", pbx: "Asterisk PBX 20.5.0", carrier: "Sonus UAC" },
    lines: `
      0.000 phone>pbx INVITE | sdp
      0.002 pbx>phone 100 Trying
      0.030 pbx>carrier INVITE | sdp call=b2b-7731
      0.055 carrier>pbx 100 Trying | call=b2b-7731
      1.900 carrier>pbx 183 Session Progress | sdp call=b2b-7731 tag=c1
      1.905 pbx>phone 183 Session Progress | sdp tag=b1
      4.120 carrier>pbx 404 Not Found | call=b2b-7731 tag=c1
      4.121 pbx>carrier ACK | call=b2b-7731 tag=c1
      4.130 pbx>phone 503 Service Unavailable | tag=b1
      4.150 phone>pbx ACK | tag=b1`,
  },
};
