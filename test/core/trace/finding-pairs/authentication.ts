import type { Pair } from "../findings-under-test.ts";

export const challenge = '| WWW-Authenticate: Digest realm="pbx", nonce="n1"';
export const again = '| WWW-Authenticate: Digest realm="pbx", nonce="n2"';
const stale = '| WWW-Authenticate: Digest realm="pbx", nonce="n2", stale=TRUE';
export const digest = (realm: string, nonce: string, uri = "sip:15550199@example.com") =>
  `| Authorization: Digest username="alice", realm="${realm}", nonce="${nonce}", uri="${uri}", response="x"`;
const first = `0 alice>proxy INVITE\n0.1 proxy>alice 401 ${challenge}\n0.1 alice>proxy ACK`;
export const second = (header: string) => `${first}\n0.2 alice>proxy INVITE cseq=2 ${header}`;
const later = "\n9 bob>carol OPTIONS call=other\n9.1 carol>bob 200 call=other";

export const authentication: readonly Pair[] = [
  ["challenge-answered", `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 180`, second(digest("pbx", "n1"))],
  ["challenge-pending", first, `${first}${later}`],
  ["challenge-unanswered", `${first}${later}`, first],
  [
    "credentials-refused",
    `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${again}`,
    `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${stale}`,
  ],
  [
    "nonce-stale",
    `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${stale}`,
    `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${stale}\n0.4 alice>proxy INVITE cseq=3 ${digest("pbx", "n2")}\n0.5 proxy>alice 200`,
  ],
  [
    "realm-mismatch",
    `${second(digest("asterisk", "n1"))}\n0.3 proxy>alice 401 ${again}`,
    `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${again}`,
  ],
  [
    "nonce-foreign",
    `${second(digest("pbx", "old"))}\n0.3 proxy>alice 401 ${again}`,
    `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${again}`,
  ],
  [
    "digest-uri-mismatch",
    `${second(digest("pbx", "n1", "sip:15550777@example.com"))}\n0.3 proxy>alice 401 ${again}`,
    `${second(digest("pbx", "n1", "sip:15550199@example.com:5060;user=phone"))}\n0.3 proxy>alice 401 ${again}`,
  ],
  ["credentials-forbidden", `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 403`, `0 alice>proxy INVITE\n0.1 proxy>alice 403`],
  [
    "digest-algorithm",
    `0 alice>proxy INVITE\n0.1 proxy>alice 401 | WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=SHA-256${later}`,
    `0 alice>proxy INVITE\n0.1 proxy>alice 401 | WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=SHA-256 | WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=MD5${later}`,
  ],
  [
    "challenge-loop",
    `${first}\n1 alice>proxy INVITE cseq=2\n1 proxy>alice 407 | Proxy-Authenticate: Digest realm="p", nonce="1"\n2 alice>proxy INVITE cseq=3\n2 proxy>alice 401 ${challenge}\n3 alice>proxy INVITE cseq=4\n3 proxy>alice 407 | Proxy-Authenticate: Digest realm="p", nonce="2"`,
    `${first}\n1 alice>proxy INVITE cseq=2 ${digest("pbx", "n1")}\n1 proxy>alice 407 | Proxy-Authenticate: Digest realm="p", nonce="1"`,
  ],
  ["credentials-sent", `0 alice>proxy INVITE ${digest("pbx", "n1")}`, "0 alice>proxy INVITE"],
];
