import { describe, expect, test } from "vitest";

import { readCapture } from "../../../src/core/trace/capture.ts";
import type { Reading } from "../../../src/core/trace/reading.ts";
import * as net from "./packets.ts";

function read(packets: readonly (net.Captured | Uint8Array)[]): Reading {
  return readCapture(net.pcap(packets), { messages: 100_000, bytes: 1e9 });
}

function flow(reading: Reading): string[] {
  return reading.messages.map((message) => `${message.frame} ${message.callId} ${message.method ?? message.code}`);
}

const invite = net.sip("a", { body: `v=0\r\n${"a=rtpmap:0 PCMU/8000\r\n".repeat(40)}` });
const answer = net.ethernet(net.udp(net.back, net.sip("a", { response: "200 OK" })));

describe("UDP", () => {
  test("is read on any port, behind what a keep-alive left, and without what follows Content-Length", () => {
    const led = net.ethernet(net.udp(net.way, net.sip("led", { lead: "\r\n\r\n" }), 1234, 4321));
    const tailed = net.ethernet(net.udp(net.way, net.join(net.sip("tailed", { body: "v=0\r\n" }), net.ascii("rest"))));
    const reading = read([led, tailed]);
    expect(flow(reading)).toEqual(["1 led INVITE", "2 tailed INVITE"]);
    expect(reading.messages[1]?.body).toBe("v=0\r\n");
  });

  test("that is a keep-alive or something else is passed without a word", () => {
    const others = ["\r\n\r\n", "\0", "jaK", "hello world"].map((text) => net.ethernet(net.udp(net.way, net.ascii(text))));
    expect(read(others)).toMatchObject({ messages: [], skipped: [] });
  });

  test("with compressed SIP is named", () => {
    const compressed = net.ethernet(net.udp(net.way, net.join([0xf8, 1, 2, 3, 4, 5, 6, 7, 8], new Uint8Array(30))));
    expect(read([compressed]).skipped).toEqual([{ at: "frame 1", reason: "sigcomp" }]);
  });

  test("inside an Ethernet frame with padding ends where it says", () => {
    const padded = net.join(net.ethernet(net.udp(net.way, net.sip("a", { body: "v=0\r\n", length: 60 }))), new Uint8Array(40));
    expect(read([padded]).messages[0]?.body).toBe("v=0\r\n");
  });
});

describe("fragments", () => {
  const four = net.fragments(net.way, net.udp(net.way, invite), 400).map((packet) => net.ethernet(packet));
  const six = net.fragments6(net.way6, net.udp(net.way6, invite), 400).map((packet) => net.ethernet(packet));

  test.each([
    ["IPv4", four],
    ["IPv6", six],
  ])("of %s are put together in any order, each counted once", (_, parts) => {
    for (const order of [parts, parts.toReversed(), [...parts.slice(0, 2), ...parts]]) {
      const reading = read([...order, answer]);
      expect(flow(reading)).toEqual([`${order.length} a INVITE`, `${order.length + 1} a 200`]);
      expect(reading.messages[0]?.body).toHaveLength(invite.length - net.sip("a", { length: 925 }).length);
      expect(reading.skipped).toEqual([]);
    }
  });

  test("that overlap count as they first came", () => {
    const packet = net.udp(net.way, invite);
    const content = packet.subarray(20);
    const forged = content.slice(0, 480).fill(0x58, 400);
    const parts = [
      net.ipv4(net.way, { protocol: 17, id: 9, offset: 400, more: false }, content.subarray(400)),
      net.ipv4(net.way, { protocol: 17, id: 9, offset: 0, more: true }, forged),
    ];
    expect(read(parts.map((part) => net.ethernet(part))).messages[0]?.body).not.toContain("X");
  });

  test("whose rest never came are named, and the message shown as far as it goes, in its place", () => {
    const reading = read([...four.slice(0, -1), answer]);
    expect(flow(reading)).toEqual(["1 a INVITE", `${four.length} a 200`]);
    expect(reading.messages[0]?.faults).toEqual(["cut-by-capture"]);
    expect(reading.skipped.map(({ reason }) => reason)).toEqual(["fragment-missing"]);
  });

  test("without their first are named only", () => {
    const reading = read([...four.slice(1), answer]);
    expect(flow(reading)).toEqual([`${four.length} a 200`]);
    expect(reading.skipped).toEqual([{ at: "frame 1", reason: "fragment-missing" }]);
  });

  test("with an identification used again half a minute later are another datagram", () => {
    const late = four.map((bytes, index) => ({ bytes, at: 1_700_000_100 + index }));
    expect(read([...four.slice(0, 1), ...late]).messages.map(({ frame }) => frame)).toEqual([1, late.length + 1]);
  });
});

function rtp(sequence: number, { type = 0, ssrc = 0xabcd } = {}): net.Bytes {
  const head = [0x80, type, ...net.be16(sequence), ...net.be32(sequence * 160), ...net.be32(ssrc)];
  return net.join(head, new Uint8Array(160));
}

describe("media", () => {
  const audio = (sequence: number, more = {}) => net.ethernet(net.udp(net.way, rtp(sequence, more), 4000, 5000));

  test("is counted by its way and source, with payload types, start and end", () => {
    const numbers = [65_534, 65_535, 0, 1, 2];
    const packets = numbers.map((sequence, index) => ({ bytes: audio(sequence), at: 100 + index }));
    const key = { bytes: audio(3, { type: 0x80 | 101 }), at: 110 };
    const back = numbers.map((sequence) => net.ethernet(net.udp(net.back, rtp(sequence, { ssrc: 7 }), 5000, 4000)));
    const [first, second] = read([...packets, key, ...back]).media;
    expect(first).toEqual({
      source: "192.0.2.10:4000",
      destination: "203.0.113.5:5000",
      kind: "rtp",
      ssrc: 0xabcd,
      payloadTypes: [0, 101],
      packets: 6,
      start: 100,
      end: 110,
    });
    expect(second).toMatchObject({ source: "203.0.113.5:5000", ssrc: 7, packets: 5 });
  });

  test("is what rises in number; other packets that begin alike are none", () => {
    const random = [9000, 3, 60_000, 12, 31_000, 5].map((sequence) => audio(sequence));
    expect(read(random).media).toEqual([]);
  });

  test("whose keys were agreed on by DTLS is SRTP; reports are RTCP", () => {
    const hello = net.join([22, 0xfe, 0xfd], new Uint8Array(40));
    const report = net.join([0x80, 200, ...net.be16(6), ...net.be32(7)], new Uint8Array(20));
    const packets = [hello, rtp(1), rtp(2), rtp(3), rtp(4), report].map((content) =>
      net.ethernet(net.udp(net.way, content, 4000, 5000)),
    );
    const reading = read(packets);
    expect(reading.media.map(({ kind, packets: count }) => `${kind} ${count}`)).toEqual(["srtp 4", "rtcp 1"]);
    expect(reading.encrypted).toMatchObject([{ kind: "dtls", packets: 1 }]);
  });
});

describe("ICMP", () => {
  const router: net.Way = { source: "198.51.100.9", destination: net.way.source };

  test.each([
    [3, 3, "port"],
    [3, 1, "host"],
    [3, 0, "net"],
    [3, 13, "admin"],
    [3, 4, "too-big"],
    [11, 0, "ttl"],
  ])("of type %i and code %i tells why a packet went lost: %s", (type, code, why) => {
    const quoted = net.udp(net.way, invite).subarray(0, 28);
    const error = net.ip(router, 1, net.join([type, code, 0, 0, 0, 0, 0, 0], quoted));
    const reading = read([{ bytes: net.ethernet(error), at: 12.5 }]);
    expect(reading.unreachable).toEqual([
      { at: 12.5, frame: 1, from: "198.51.100.9", source: "192.0.2.10:5060", destination: "203.0.113.5:5060", why },
    ]);
    expect(reading.messages).toEqual([]);
  });

  test("version 6 likewise, and an echo is no error", () => {
    const quoted = net.udp(net.way6, invite);
    const gone = { source: "2001:db8::1", destination: net.way6.source };
    const error = net.ip(gone, 58, net.join([1, 4, 0, 0, 0, 0, 0, 0], quoted));
    const echo = net.ip(router, 1, net.join([8, 0, 0, 0, 0, 0, 0, 0], new Uint8Array(56)));
    expect(read([net.ethernet(error), net.ethernet(echo)]).unreachable).toMatchObject([
      { from: "2001:db8::1", source: "[2001:db8::a]:5060", destination: "[2001:db8:0:1::5]:5060", why: "port" },
    ]);
  });
});

describe("DNS", () => {
  function named(name: string, type: number, { code = 3, answers = 0 } = {}): net.Bytes {
    const labels = name.split(".").flatMap((label) => [label.length, ...net.ascii(label)]);
    const head = [0, 1, 0x81, 0x80 | code, 0, 1, ...net.be16(answers), 0, 0, 0, 0];
    return net.ethernet(net.udp(net.back, net.join(head, labels, [0, ...net.be16(type), 0, 1]), 53, 40_000));
  }

  test("tells of names that did not resolve, once each", () => {
    const reading = read([named("_sip._udp.example.com", 33), named("example.com", 1, { code: 2 }), named("example.com", 28)]);
    expect(reading.events.map(({ kind, about, line }) => `${line} ${kind} ${about}`)).toEqual([
      "1 dns-failed _sip._udp.example.com",
      "2 dns-failed example.com",
    ]);
  });

  test("is no failure where the domain has an address after all", () => {
    expect(read([named("_sip._tcp.example.com", 33), named("example.com", 1, { code: 0, answers: 1 })]).events).toEqual([]);
  });
});

test("encrypted traffic is counted by flow: ESP, WireGuard", () => {
  const esp = net.ethernet(net.ip(net.way, 50, new Uint8Array(60)));
  const reply = net.ethernet(net.ip(net.back, 50, new Uint8Array(60)));
  const guard = net.ethernet(net.udp(net.way, net.join([1, 0, 0, 0], new Uint8Array(144)), 51_820, 51_820));
  expect(read([esp, reply, guard]).encrypted).toEqual([
    { kind: "esp", source: "192.0.2.10", destination: "203.0.113.5", packets: 2 },
    { kind: "wireguard", source: "192.0.2.10:51820", destination: "203.0.113.5:51820", packets: 1 },
  ]);
});
