import type { SipMessage } from "../message.ts";
import type { Unreachable } from "../reading.ts";
import type { Frame } from "./frame.ts";

/** Messages back in which the one is looked for that an ICMP error quotes. */
const reach = 200;

/** What a sniffer prints of one packet: under -v and -A its message twice, in an ICMP error one that was sent earlier. */
export class Packet {
  readonly unreachable: Unreachable[] = [];
  #frame: Frame | undefined;
  #messages: SipMessage[] = [];
  #next = -1;

  /** Whether lines still belong to the packet whose head was printed last. */
  get open(): boolean {
    return this.#frame !== undefined && (this.#messages.length > 0 || this.#frame.quotes === true);
  }

  /** A head; one without a time of its own, below that of an ICMP error, is quoted with it. */
  begin(frame: Frame, timed: boolean): void {
    if (this.#frame?.quotes === true && frame.shape === "tcpdump" && !timed) return;
    this.#frame = frame.loose === true || frame.shape.startsWith("tshark") ? frame : undefined;
    this.#messages = [];
    this.#next = -1;
  }

  holds(message: SipMessage, next: number): void {
    if (this.#frame === undefined) return;
    this.#messages.push(message);
    this.#next = next;
  }

  /** Whether a line stands right behind a message of the packet, so that another one in it is of the same packet. */
  goesOn(at: number): boolean {
    return this.open && this.#next !== -1 && at - this.#next <= 2;
  }

  /** Whether a message was printed before: in the same packet, or as that which an ICMP error tells of. */
  repeats(message: SipMessage, before: readonly { readonly message: SipMessage }[]): boolean {
    const frame = this.#frame;
    if (frame?.quotes !== true) return this.#messages.some((one) => isSame(one, message));
    const sent = before.slice(-reach).findLast((one) => isQuoted(one.message, message))?.message;
    if (sent?.source !== undefined && sent.destination !== undefined) {
      this.unreachable.push({
        at: frame.at ?? 0,
        frame: message.line ?? 0,
        from: hostOf(frame.source ?? ""),
        source: sent.source,
        destination: sent.destination,
        why: "port",
      });
    }
    return true;
  }
}

function isSame(one: SipMessage, other: SipMessage): boolean {
  return (
    one.code === other.code &&
    one.method === other.method &&
    one.callId === other.callId &&
    one.cseq === other.cseq &&
    one.cseqMethod === other.cseqMethod &&
    one.branch === other.branch
  );
}

/** An error quotes the first octets only: what they hold of a message is its start line and most often its Via. */
function isQuoted(sent: SipMessage, quoted: SipMessage): boolean {
  return sent.code === quoted.code && sent.method === quoted.method && sent.branch === quoted.branch;
}

function hostOf(address: string): string {
  return address.replace(/:\d{1,5}$/u, "");
}
