import { Addresses } from "./capture/addresses.ts";
import { Encrypted } from "./capture/encrypted.ts";
import type { Frame, Trouble } from "./capture/frame.ts";
import { Layers } from "./capture/layers.ts";
import { Media } from "./capture/media.ts";
import { Names } from "./capture/names.ts";
import { isNetmon, readNetmon } from "./capture/netmon.ts";
import { says } from "./capture/octets.ts";
import { isPcap, readPcap } from "./capture/pcap.ts";
import { isPcapng, readPcapng } from "./capture/pcapng.ts";
import { Sightings } from "./capture/sightings.ts";
import { Skips } from "./capture/skips.ts";
import { isSnoop, readSnoop } from "./capture/snoop.ts";
import type { Limits, Reading } from "./reading.ts";

interface Container {
  readonly format: string;
  readonly is: (bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array, trouble: Trouble) => Generator<Frame, void>;
}

const containers: readonly Container[] = [
  { format: "pcap", is: isPcap, read: readPcap },
  { format: "pcapng", is: isPcapng, read: readPcapng },
  { format: "netmon", is: isNetmon, read: readNetmon },
  { format: "snoop", is: isSnoop, read: readSnoop },
];

/** First octets of captures that we can't read, and that Wireshark can save as pcap. */
const foreign = ["XCP\0", "TRSNIFF data", "\x7fver", "iptrace 2.0", "iptrace 1.0", "\xD0\xD2", "btsnoop", "5Vw", "logcat"];

/** Whether the bytes are a capture of packets: by the first of them, also when the rest is broken. */
export function isCapture(bytes: Uint8Array): boolean {
  return containers.some(({ is }) => is(bytes)) || says(bytes, 0, "\n\r\r\n") || foreign.some((magic) => says(bytes, 0, magic));
}

/** Reads a capture: its SIP messages in the order in which they were complete, what else it shows, what could not be read. */
export function readCapture(bytes: Uint8Array, limits: Limits): Reading {
  const container = containers.find(({ is }) => is(bytes));
  const whole = bytes.length <= limits.bytes;
  const own = whole ? bytes : bytes.subarray(0, limits.bytes);
  const skips = new Skips();
  const sightings = new Sightings(own, limits.messages);
  const gathering = {
    addresses: new Addresses(),
    sightings,
    media: new Media(),
    encrypted: new Encrypted(),
    names: new Names(),
    skips,
  };
  const layers = new Layers(gathering);
  let truncated = !whole;
  let packets = 0;
  const trouble: Trouble = {
    stop(reason, at) {
      truncated = true;
      skips.add(whole ? reason : "limit-bytes", at);
    },
  };
  if (container === undefined) skips.add("capture-format-unknown", "byte 0");
  else {
    for (const frame of container.read(own, trouble)) {
      packets = frame.number;
      layers.take(own, frame);
      if (!sightings.full) continue;
      truncated = true;
      skips.frame("limit-messages", frame.number);
      break;
    }
  }
  layers.finish();
  return {
    format: container?.format ?? "unknown-capture",
    messages: sightings.list(),
    skipped: skips.list(),
    truncated,
    media: gathering.media.list(),
    unreachable: layers.errors.list,
    events: gathering.names.events(),
    encrypted: gathering.encrypted.list(),
    packets,
  };
}
