import { describe, expect, test } from "vitest";

import { isCapture, readCapture } from "../../../src/core/trace/capture.ts";
import type { Reading } from "../../../src/core/trace/reading.ts";
import { encapsulations } from "./encapsulations.ts";
import { manyCalls } from "./many-calls.ts";
import * as net from "./packets.ts";

const limits = { messages: 100_000, bytes: 1e9 };

function read(bytes: Uint8Array): Reading {
  return readCapture(bytes, limits);
}

/** What stands in a reading, in short. */
function flow(reading: Reading): string[] {
  return reading.messages.map((message) => `${message.frame} ${message.callId} ${message.method ?? message.code}`);
}

const invite = net.ethernet(net.udp(net.way, net.sip("a")));
const ok = net.ethernet(net.udp(net.back, net.sip("a", { response: "200 OK" })));

test.each(encapsulations)("a call is read out of $name", ({ capture }) => {
  const reading = read(capture);
  expect(flow(reading)).toEqual(["1 one@192.0.2.10 INVITE", "2 one@192.0.2.10 200"]);
  expect(reading.messages[0]?.source).toMatch(/^(?:192\.0\.2\.10|\[2001:db8::a\]):/u);
  expect(reading.messages[0]?.destination).toMatch(/^(?:203\.0\.113\.5|\[2001:db8:0:1::5\]):506/u);
  expect(reading.skipped).toEqual([]);
});

describe("pcap", () => {
  test.each([
    { little: true, nano: false },
    { little: false, nano: false },
    { little: true, nano: true },
    { little: false, nano: true },
  ])("is read in either byte order, with micro- and nanoseconds: %j", (kind) => {
    const reading = read(net.pcap([{ bytes: invite, at: 1_700_000_000.123_456 }], kind));
    expect(reading).toMatchObject({ format: "pcap", packets: 1, truncated: false });
    expect(reading.messages[0]?.at).toBe(1_700_000_000.123_456);
  });

  test("that ends in the middle of a packet gives those before, and says so", () => {
    const whole = net.pcap([invite, ok]);
    const reading = read(whole.subarray(0, whole.length - 10));
    expect(flow(reading)).toEqual(["1 a INVITE"]);
    expect(reading).toMatchObject({ truncated: true, skipped: [{ at: "frame 2", reason: "file-cut" }] });
  });

  test("with a length nobody believes stops there", () => {
    const whole = net.pcap([invite, ok]);
    whole.set([0xff, 0xff, 0xff, 0x7f], 24 + 8);
    expect(read(whole)).toMatchObject({ truncated: true, messages: [], skipped: [{ reason: "record-length-bad" }] });
  });

  test("files joined end to end are read to the end, in whatever byte order each is", () => {
    const joined = net.join(net.pcap([invite]), net.pcap([ok], { little: false }));
    expect(flow(read(joined))).toEqual(["1 a INVITE", "2 a 200"]);
  });

  test("packets cut by the snaplen are read as far as they go, and their senders not blamed", () => {
    const long = net.ethernet(net.udp(net.way, net.sip("a", { body: "v=0\r\n".repeat(50) })));
    const reading = read(net.pcap([{ bytes: long.subarray(0, 400), original: long.length }, ok]));
    expect(flow(reading)).toEqual(["1 a INVITE", "2 a 200"]);
    expect(reading.messages[0]?.faults).toEqual(["cut-by-capture"]);
    expect(reading.skipped).toEqual([{ at: "frame 1", reason: "packet-cut" }]);
  });
});

describe("pcapng", () => {
  const micro = 1_700_000_000_123_456n;

  test.each([true, false])("is read in either byte order (little-endian: %s)", (little) => {
    const file = net.join(net.section(little), net.anInterface(1, [], little), net.enhanced(invite, micro, 0, little));
    const reading = read(file);
    expect(flow(reading)).toEqual(["1 a INVITE"]);
    expect(reading.messages[0]?.at).toBe(1_700_000_000.123_456);
  });

  test("counts packets over sections of either byte order, each with interfaces of its own", () => {
    const first = net.join(net.section(), net.anInterface(1), net.anInterface(101), net.enhanced(invite, micro));
    const raw = net.enhanced(net.udp(net.way, net.sip("raw")), micro, 1);
    const second = net.join(net.section(false), net.anInterface(113, [], false));
    const cooked = net.enhanced(net.cooked(net.udp(net.back, net.sip("a", { response: "200 OK" }))), micro, 0, false);
    expect(flow(read(net.join(first, raw, second, cooked)))).toEqual(["1 a INVITE", "2 raw INVITE", "3 a 200"]);
  });

  test.each([
    ["nanoseconds", [...net.le16(9), ...net.le16(1), 9, 0, 0, 0], 1_700_000_000_123_456_789n],
    ["binary fractions", [...net.le16(9), ...net.le16(1), 0x8a, 0, 0, 0], 1_700_000_000n * 1024n + 126n],
    ["an offset", [...net.le16(14), ...net.le16(8), ...net.le32(1_000_000_000), 0, 0, 0, 0], 700_000_000_123_456n],
  ])("understands times in %s", (_, options, ticks) => {
    const reading = read(net.join(net.section(), net.anInterface(1, options), net.enhanced(invite, ticks)));
    expect(reading.messages[0]?.at).toBeCloseTo(1_700_000_000.123, 2);
  });

  test("reads simple and obsolete packets, and passes blocks it does not know", () => {
    const simple = net.block(3, net.join(net.le32(invite.length), invite));
    const obsolete = net.block(
      2,
      net.join([0, 0, 0, 0], net.le32(395_812), net.le32(0), net.le32(ok.length), net.le32(ok.length), ok),
    );
    const file = net.join(net.section(), net.anInterface(1), simple, net.block(0xbad, [1, 2, 3, 4]), obsolete);
    const reading = read(file);
    expect(flow(reading)).toEqual(["1 a INVITE", "2 a 200"]);
    expect(reading.messages[0]?.at).toBeUndefined();
    expect(reading.skipped).toEqual([]);
  });

  test("stops at a block whose length can't be, and says where", () => {
    const good = net.join(net.section(), net.anInterface(1), net.enhanced(invite, micro));
    const reading = read(net.join(good, net.le32(6), net.le32(4), net.le32(0)));
    expect(flow(reading)).toEqual(["1 a INVITE"]);
    expect(reading).toMatchObject({ truncated: true, skipped: [{ at: "frame 2", reason: "block-length-bad" }] });
  });
});

test("other captures are known as such and named as unreadable; text is none", () => {
  const sniffer = net.ascii("TRSNIFF data    \u001a");
  expect(isCapture(sniffer)).toBe(true);
  expect(read(sniffer).skipped).toEqual([{ at: "byte 0", reason: "capture-format-unknown" }]);
  expect(isCapture(net.sip("a"))).toBe(false);
});

test("a link layer nobody knows is searched for an IP header, and named when there is none", () => {
  const odd = net.join([9, 9, 9, 9, 9, 9, 9], net.udp(net.way, net.sip("a")));
  const reading = read(net.pcap([odd, net.ascii("nothing here"), net.ascii("here neither")], { link: 299 }));
  expect(flow(reading)).toEqual(["1 a INVITE"]);
  expect(reading.skipped).toEqual([{ at: "frame 2 … 3 ×2", reason: "link-type-unknown" }]);
});

test("limits on messages and bytes end the reading, and it says so", () => {
  const many = net.pcap([invite, invite, invite, ok]);
  const few = readCapture(many, { messages: 2, bytes: 1e9 });
  expect(few).toMatchObject({ truncated: true, skipped: [{ at: "frame 2", reason: "limit-messages" }] });
  expect(few.messages).toHaveLength(2);
  const short = readCapture(many, { messages: 100, bytes: 24 + 16 + invite.length + 20 });
  expect(short).toMatchObject({ truncated: true, skipped: [{ at: "frame 2", reason: "limit-bytes" }] });
  expect(short.messages).toHaveLength(1);
});

test("a message says the same however many others were asked in between", () => {
  const { messages } = read(manyCalls(700));
  const all = () => messages.map(({ callId, branch, body, names, faults }) => ({ callId, branch, body, names, faults }));
  const first = all();
  expect(first[0]).toMatchObject({ callId: "call-0@192.0.2.10", branch: "z9hG4bK01", faults: [] });
  expect(new Set(first.map(({ callId }) => callId)).size).toBe(700);
  expect(all()).toEqual(first);
});
