import type { MediaStream } from "../../../../src/core/trace/reading.ts";
import type { Pair } from "../findings-under-test.ts";

const call = (offer: string, answer: string, rest = "\n2.1 alice>bob ACK\n20 alice>bob BYE\n20.1 bob>alice 200") =>
  `0 alice>bob INVITE ${offer}\n1 bob>alice 180\n2 bob>alice 200 ${answer}${rest}`;
const there = "sdp=PCMU@192.0.2.10";
const back = "sdp=PCMU@198.51.100.20";
const refused = (offer: string, header = "", code = "488") =>
  `0 alice>bob INVITE ${offer}\n0.1 bob>alice ${code} ${header}\n0.2 alice>bob ACK`;
const stream = (source: string, destination: string, packets = 900): MediaStream => ({
  source,
  destination,
  kind: "rtp",
  ssrc: 1,
  payloadTypes: [0],
  packets,
  start: 2,
  end: 20,
});
const out = stream("192.0.2.10:4000", "198.51.100.20:4000");
const home = stream("198.51.100.20:4000", "192.0.2.10:4000");
const strangers = stream("203.0.113.80:5000", "203.0.113.81:5000");
const reinvite = (code: string, sdp = "sdp=PCMU@192.0.2.10") =>
  `${call(there, back, "\n2.1 alice>bob ACK")}\n9 bob>alice INVITE cseq=7 totag=f1 ${sdp}\n9.1 alice>bob ${code}\n9.2 bob>alice ACK cseq=7`;

/** Offer and answer, and where the voice went. */
export const media: readonly Pair[] = [
  ["codecs-disjoint", refused("sdp=G729@192.0.2.10", "sdp=PCMU,PCMA@198.51.100.20"), refused("sdp=G729@192.0.2.10")],
  ["codecs-disjoint", call("sdp=G729@192.0.2.10", back), call(there, back)],
  [
    "srtp-mismatch",
    refused("sdp=PCMU@192.0.2.10/RTP/SAVP", "sdp=PCMU@198.51.100.20"),
    refused("sdp=PCMU@192.0.2.10", "sdp=G729@198.51.100.20"),
  ],
  ["srtp-mismatch", refused(there, '| Warning: 399 pbx "SRTP required"'), refused(there)],
  ["media-warning", refused(there, '| Warning: 305 pbx "Incompatible media format"'), refused(there)],
  ["media-refused", refused(there), refused(there, '| Warning: 305 pbx "Incompatible media format"')],
  [
    "media-line-rejected",
    call(there, back).replace("200 sdp=PCMU@198.51.100.20", "200 sdp=PCMU@198.51.100.20 port=0"),
    call(there, back),
  ],
  [
    "early-media-absent",
    `0 alice>bob INVITE ${there}\n1 bob>alice 183\n9 bob>alice 200 ${back}`,
    `0 alice>bob INVITE ${there}\n1 bob>alice 183 ${back}\n9 bob>alice 200 ${back}`,
  ],
  ["sdp-missing", call(there, ""), call(there, back)],
  ["sdp-missing", call("", back), call(there, back)],
  ["on-hold", call("sdp=PCMU@192.0.2.10/RTP/AVP/sendonly", back), call(there, back)],
  ["sdp-null-address", call("sdp=PCMU@0.0.0.0", back), call(there, back)],
  ["sdp-private-address", call("sdp=PCMU@192.168.1.5", back), call("sdp=PCMU@192.168.1.5", back).replaceAll("alice", "nat")],
  ["rtp-one-way", call(there, back), call(there, back), { media: [out] }, { media: [out, home] }],
  ["rtp-none", call(there, back), call(there, back), { media: [strangers] }, { media: [] }],
  ["reinvite-media-refused", reinvite("488"), reinvite("200")],
  ["reinvite-refused", reinvite("500"), reinvite("488")],
];
