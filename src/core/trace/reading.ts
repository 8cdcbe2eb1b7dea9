import type { SipMessage } from "./message.ts";

/** What could not be read, and where: "frame 12", "frame 12 … 96 ×7", "line 40", "byte 1024". The reason is the id of a sentence in the words. */
export interface Skipped {
  readonly at: string;
  readonly reason: string;
}

/** Packets of one direction between two addresses that look like RTP or RTCP: counted, never kept. */
export interface MediaStream {
  readonly source: string;
  readonly destination: string;
  readonly kind: "rtp" | "rtcp" | "srtp";
  readonly ssrc: number | undefined;
  readonly payloadTypes: readonly number[];
  readonly packets: number;
  readonly start: number;
  readonly end: number;
}

/** An ICMP error about a packet, or the reset of a TCP connection: who sent it, and which way the packet went. */
export interface Unreachable {
  readonly at: number;
  readonly frame: number;
  readonly from: string;
  readonly source: string;
  readonly destination: string;
  /** "port", "host", "net", "admin" (prohibited), "ttl" …; of TCP "refused" or "reset". */
  readonly why: string;
}

/** A line of a log that tells of a failure and is no SIP message: a name that does not resolve, a connection refused. */
export interface LogEvent {
  readonly at: number | undefined;
  readonly line: number;
  /** "dns-failed", "connection-refused", "timeout", "no-route", "parse-error" … */
  readonly kind: string;
  readonly callId: string | undefined;
  readonly code: number | undefined;
  /** Method of the request it tells of, where it names one. */
  readonly method?: string | undefined;
  /** The peer or name it is about. */
  readonly about: string | undefined;
}

/** Everything that was read from a paste or a file. */
export interface Reading {
  /** "pcap", "pcapng", or the shape of the text: "sip", "asterisk-pjsip", "freeswitch-siptrace", "kamailio-xlog", "sngrep", "tcpdump-A" … */
  readonly format: string;
  readonly messages: readonly SipMessage[];
  readonly skipped: readonly Skipped[];
  /** A limit was reached or the input ends in the middle: there is more than was read. */
  readonly truncated: boolean;
  readonly media: readonly MediaStream[];
  readonly unreachable: readonly Unreachable[];
  readonly events: readonly LogEvent[];
  /** Encrypted traffic that may hold SIP: flows by kind. */
  readonly encrypted: readonly {
    readonly kind: "tls" | "dtls" | "esp" | "wireguard";
    readonly source: string;
    readonly destination: string;
    readonly packets: number;
  }[];
  /** Packets in the capture, 0 for text. */
  readonly packets: number;
}

/** What a reading may cost; when one is reached, the rest is left and `truncated` says so. */
export interface Limits {
  readonly messages: number;
  readonly bytes: number;
}
