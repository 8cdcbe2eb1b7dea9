/** One packet as the file holds it. */
export interface Frame {
  /** From 1, over all sections, as Wireshark counts. */
  readonly number: number;
  /** Seconds since the epoch; undefined where the file tells no time (pcapng's simple packets). */
  readonly at: number | undefined;
  /** LINKTYPE_ of the packet, as the registry of tcpdump.org numbers them. */
  readonly link: number;
  readonly from: number;
  readonly to: number;
  /** The file holds less than was on the wire (snaplen). */
  readonly cut: boolean;
}

/** Where a reader of frames tells why it stops. */
export interface Trouble {
  /** `at`: "frame 12" or "byte 1024". The rest of the file is lost. */
  stop(reason: string, at: string): void;
}
