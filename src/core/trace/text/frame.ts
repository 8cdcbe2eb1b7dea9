import type { Transport } from "../message.ts";

/** The line that a tool prints before a message: who sent it to whom, when, how. What it does not say is undefined. */
export interface Frame {
  /** The shape of text it belongs to, as in `Reading.format`. */
  readonly shape: string;
  readonly at?: number | undefined;
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly transport?: Transport | undefined;
  /** The start line that the frame itself prints; a message of its own only when none follows. */
  readonly start?: string | undefined;
  /** The tool shows bytes of the packet's header before the message, or dots for line ends. */
  readonly loose?: boolean | undefined;
  /** An ICMP error: the message behind it was sent earlier, and is quoted. */
  readonly quotes?: boolean | undefined;
}
