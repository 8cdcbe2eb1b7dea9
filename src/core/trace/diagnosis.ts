import type { Reading } from "./reading.ts";

export type CallOutcome =
  | "answered-completed"
  | "answered-no-bye-seen"
  | "cancelled"
  | "no-final-response"
  | "no-response"
  | "auth-failed-or-pending"
  | "redirected"
  | "failed"
  /** Of what is no INVITE dialog: REGISTER, OPTIONS, SUBSCRIBE … */
  | "ok"
  | "auth-challenged";

/** All messages of one Call-ID. B2BUA legs are calls of their own that name each other. */
export interface Call {
  readonly callId: string;
  /** "call" when there is an INVITE, else the method it is about. */
  readonly kind: string;
  readonly outcome: CallOutcome;
  /** Last final response to any INVITE of it (a re-INVITE counts); of others, to the method it is about. */
  readonly finalStatus: number | null;
  /** First response of 400 or more that is neither 401 nor 407. */
  readonly firstFailure: number | null;
  /** Codes of every response message in capture order. */
  readonly statuses: readonly number[];
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** Indices into `Reading.messages`, in order. */
  readonly messages: readonly number[];
  /** Those of them that repeat one: same addresses, CSeq, branch and tag. A proxied hop is none. */
  readonly retransmissions: readonly number[];
  /** "host:port" in order of first sight. */
  readonly hosts: readonly string[];
  /** Call-IDs of its other legs through a B2BUA, where the evidence allows to say so. */
  readonly legs: readonly string[];
  /** Post-dial delay (INVITE to first 18x), time of ringing, of set-up (INVITE to 2xx), of talk: seconds. */
  readonly times: Readonly<Partial<Record<"pdd" | "ring" | "setup" | "talk", number>>>;
}

export type FindingSeverity = "info" | "warning" | "error";

/** Something an expert would point at. Which sentence says it is the words' business (languages/…/findings/<id>.yaml). */
export interface Finding {
  readonly id: string;
  readonly severity: FindingSeverity;
  /** The Call-ID it is about; undefined when it is about the whole trace. */
  readonly callId: string | undefined;
  readonly code?: number | undefined;
  /** Indices of the messages that prove it. */
  readonly evidence: readonly number[];
  /** What fills the sentence's places: codes, seconds, header values, "host:port". Addresses and numbers are redacted when shown. */
  readonly values: Readonly<Record<string, string | number>>;
  /** How surely it is the cause of the failure, 0 to 1; the verdict takes the greatest. 0 = worth knowing, no cause. */
  readonly weight: number;
}

export interface Diagnosis {
  readonly reading: Reading;
  /** In order of first sight. */
  readonly calls: readonly Call[];
  /** Of each call, the weightiest first, then those of the whole trace. */
  readonly findings: readonly Finding[];
  /** The most telling call; undefined when there is none. */
  readonly telling: Call | undefined;
}
