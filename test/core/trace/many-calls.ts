import * as net from "./packets.ts";

// A busy trunk: answered calls of seven messages, as large as carriers' are.

const sdp = [
  "v=0",
  "o=- 1 1 IN IP4 192.0.2.10",
  "s=-",
  "c=IN IP4 192.0.2.10",
  "t=0 0",
  "m=audio 4000 RTP/AVP 0 8 101",
  "a=rtpmap:0 PCMU/8000",
  "a=rtpmap:101 telephone-event/8000",
  "",
].join("\r\n");

const uri = "sip:+15550199@example.com";
/** First line, CSeq, who sends it, whether it offers or answers media. */
const flow: readonly (readonly [first: string, cseq: string, on: net.Way, body: string])[] = [
  [`INVITE ${uri} SIP/2.0`, "1 INVITE", net.way, sdp],
  ["SIP/2.0 100 Trying", "1 INVITE", net.back, ""],
  ["SIP/2.0 180 Ringing", "1 INVITE", net.back, ""],
  ["SIP/2.0 200 OK", "1 INVITE", net.back, sdp],
  [`ACK ${uri} SIP/2.0`, "1 ACK", net.way, ""],
  [`BYE ${uri} SIP/2.0`, "2 BYE", net.way, ""],
  ["SIP/2.0 200 OK", "2 BYE", net.back, ""],
];

function message(call: number, first: string, cseq: string, body: string): net.Bytes {
  const head = [
    first,
    `Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK${call}${cseq.slice(0, 1)};rport`,
    `From: "Alice" <sip:+15550100@example.com>;tag=f${call}`,
    `To: <${uri}>;tag=t${call}`,
    `Call-ID: call-${call}@192.0.2.10`,
    `CSeq: ${cseq}`,
    "Max-Forwards: 70",
    "Contact: <sip:alice@192.0.2.10:5060>",
    "User-Agent: Softswitch 12.4",
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${body.length}`,
  ];
  return net.ascii(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** A pcap of so many calls, seven messages and 3.1 kB each. */
export function manyCalls(calls: number): net.Bytes {
  const packets: net.Bytes[] = [];
  for (let call = 0; call < calls; call++) {
    for (const [first, cseq, on, body] of flow) packets.push(net.ethernet(net.udp(on, message(call, first, cseq, body))));
  }
  return net.pcap(packets);
}
