/** Why something that came in was not answered. */
export type Suppressed =
  | "duplicate"
  | "not-for-us"
  | "own-or-bot"
  | "signature"
  | "malformed"
  | "limited"
  | "platform"
  | "rate-limited-app";

/** Who counts the work: the process's metrics, or a test. */
export interface Observer {
  received(kind: string): void;
  answered(kind: string, milliseconds: number): void;
  suppressed(reason: Suppressed): void;
  /** An error code of Slack's ("not_in_channel") or of the way there ("http-503", "network"). */
  platformError(code: string): void;
  /** Slack answered 429. */
  slowedDown(): void;
}
