/** A call as people paste it from a log: an INVITE that is refused with this status. */
export function pastedCall(status = "486 Busy Here"): string {
  return `INVITE sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKone
From: <sip:alice@192.0.2.1>;tag=a1
To: <sip:bob@192.0.2.2>
Call-ID: one@192.0.2.1
CSeq: 1 INVITE
Content-Length: 0

SIP/2.0 ${status}
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKone
From: <sip:alice@192.0.2.1>;tag=a1
To: <sip:bob@192.0.2.2>;tag=b1
Call-ID: one@192.0.2.1
CSeq: 1 INVITE
Content-Length: 0
`;
}
