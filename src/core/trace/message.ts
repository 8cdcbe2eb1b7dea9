// What a trace is made of. Reading (text.ts, capture.ts) makes messages, calls.ts makes calls of them, findings/ look at
// those; nobody goes back to the bytes.

export type Transport = "udp" | "tcp" | "tls" | "ws" | "wss" | "sctp";

/** One SIP message as it was seen at one place; a proxied copy and a retransmission are messages of their own. */
export interface SipMessage {
  /** Place in `Reading.messages`, from 0, in the order of the capture. */
  readonly index: number;
  /** Seconds since the epoch in a capture; in a log, seconds on whatever clock it prints, else undefined. */
  readonly at: number | undefined;
  /** "192.0.2.1:5060" or "[2001:db8::1]:5060"; undefined where the text does not tell. */
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly transport: Transport | undefined;
  /** Where it stands in the input: the number of a frame, or of a line, from 1. */
  readonly frame: number | undefined;
  readonly line: number | undefined;
  /** Of a request: method as written, and Request-URI. */
  readonly method: string | undefined;
  readonly uri: string | undefined;
  /** Of a response: status code and reason phrase ("" when it has none). */
  readonly code: number | undefined;
  readonly phrase: string | undefined;
  readonly callId: string;
  readonly cseq: number | undefined;
  /** Method of the CSeq; of a request the method itself when there is no CSeq. */
  readonly cseqMethod: string;
  /** Of the topmost Via. */
  readonly branch: string;
  readonly fromTag: string;
  readonly toTag: string;
  /** First value of a header field, unfolded; the name in lower case and in its long form ("call-id"), compact forms are found too. */
  header(name: string): string | undefined;
  /** All values in order; comma lists of Via, Route, Record-Route, Contact, Warning, Reason … are taken apart. */
  headers(name: string): readonly string[];
  /** Names of all header fields in order, as written. */
  readonly names: readonly string[];
  readonly body: string;
  /** Bytes on the wire, start line to end of body. */
  readonly size: number;
  /** What is wrong with it as a message (RFC 3261 §7, §25), by name: "content-length-too-large", "no-call-id", "bad-start-line" … */
  readonly faults: readonly string[];
  /** Only its start line is known (a log that prints no more). */
  readonly startLineOnly: boolean;
}

/** An SDP body, one entry for each m= line. Parsed once, by sdp.ts. */
export interface Sdp {
  readonly origin: string | undefined;
  readonly media: readonly SdpMedia[];
}

export interface SdpMedia {
  /** "audio", "video", "image" … */
  readonly kind: string;
  readonly port: number;
  /** "RTP/AVP", "RTP/SAVP", "UDP/TLS/RTP/SAVPF", "udptl" … */
  readonly profile: string;
  /** Address of its own c= line, else of the session's. */
  readonly address: string | undefined;
  readonly direction: "sendrecv" | "sendonly" | "recvonly" | "inactive";
  /** Names in the order offered: "PCMU/8000", "telephone-event/8000"; static payload types by their name. */
  readonly codecs: readonly string[];
  readonly crypto: boolean;
  readonly fingerprint: boolean;
  readonly ice: boolean;
  readonly ptime: number | undefined;
}
