import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readCapture } from "../../../src/core/trace/capture.ts";
import { encapsulations } from "./encapsulations.ts";
import * as net from "./packets.ts";

const limits = { messages: 1000, bytes: 1e7 };
const runs = { numRuns: 300, seed: 20_261_128 };

const invite = net.sip("a", { body: "v=0\r\n".repeat(60) });
const streams = [
  ...net.fragments(net.way, net.udp(net.way, invite), 104).map((packet) => net.ethernet(packet)),
  ...[0, 90, 400, 200].map((at) => net.ethernet(net.tcp(net.way, { sequence: 1 + at }, invite.subarray(at, at + 250)))),
  net.ethernet(net.tcp(net.back, { sequence: 1, from: 8080 }, net.webSocket(invite))),
];
const pcapng = net.join(
  net.section(),
  net.anInterface(1),
  ...streams.map((bytes) => net.enhanced(bytes, 1_700_000_000_000_000n)),
);

const samples = fc.constantFrom(...encapsulations.map(({ capture }) => capture), net.pcap(streams), pcapng);
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 });

test("no change of bytes makes reading fail, and nothing is read that is not there", () => {
  fc.assert(
    fc.property(samples, changes, (sample, list) => {
      const bytes = sample.slice();
      for (const [at, value] of list) bytes[at % bytes.length] = value;
      const { messages, skipped, packets } = readCapture(bytes, limits);
      expect(messages.length).toBeLessThan(100);
      expect(skipped.length).toBeLessThan(20);
      expect(packets).toBeLessThan(100);
      for (const message of messages) expect(message.size).toBeLessThanOrEqual(bytes.length);
    }),
    runs,
  );
});

test("a capture cut anywhere gives what was before the cut, in the same order", () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (sample, share) => {
      const whole = readCapture(sample, limits).messages.map(({ callId, frame }) => `${frame} ${callId}`);
      const cut = readCapture(sample.subarray(0, Math.floor(sample.length * share)), limits);
      const last = cut.packets;
      expect(cut.messages.map(({ callId, frame }) => `${frame} ${callId}`).slice(0, last)).toEqual(
        expect.arrayContaining(whole.filter((one) => Number(one.split(" ")[0]) <= last)),
      );
    }),
    runs,
  );
});

test("any bytes behind a magic number are read without failing", () => {
  const magics = fc.constantFrom("\n\r\r\n", "GMBU", "snoop\0\0\0", "RTSS").map(net.ascii);
  const pcaps = fc.constantFrom(net.pcap([]), net.join(net.section(), net.anInterface(1)));
  fc.assert(
    fc.property(fc.oneof(magics, pcaps), fc.uint8Array({ maxLength: 2000 }), (magic, bytes) => {
      expect(readCapture(net.join(magic, bytes), limits).messages.length).toBeLessThan(100);
    }),
    runs,
  );
});
