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

const none = new Uint8Array(0);
const sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\nm=audio 4000 RTP/AVP 0\r\n";
const invite = net.sip("a", { body: sdp });
const answer = net.sip("a", { response: "200 OK" });
const second = net.sip("b");

function segment(sequence: number, content: Uint8Array, more: Partial<net.Tcp> = {}): net.Bytes {
  return net.ethernet(net.tcp(net.way, { sequence, ...more }, content));
}

/** A stream of segments of `size` octets, its first octet numbered `first`. */
function segments(stream: Uint8Array, size: number, first = 1001): net.Bytes[] {
  const made: net.Bytes[] = [];
  for (let at = 0; at < stream.length; at += size) {
    made.push(segment((first + at) >>> 0, stream.subarray(at, at + size)));
  }
  return made;
}

describe("TCP", () => {
  test("tells a connection that was refused from one that was cut, and of SIP only", () => {
    const answering = (how: Partial<net.Tcp>) =>
      net.ethernet(net.tcp(net.back, { sequence: 1, from: 5060, to: 40_000, ...how }, none));
    const opened = segment(1, none, { syn: true });
    const whys = (packets: readonly Uint8Array[]) => read(packets).unreachable.map(({ why }) => why);
    expect(whys([opened, answering({ rst: true })])).toEqual(["refused"]);
    expect(whys([opened, answering({ syn: true }), segment(2, invite), answering({ rst: true })])).toEqual(["reset"]);
    const web = net.ethernet(net.tcp(net.way, { sequence: 1, syn: true, to: 80 }, none));
    expect(whys([web, answering({ rst: true, from: 80 })])).toEqual([]);
    expect(whys([answering({ rst: true })])).toEqual([]);
  });

  test("gives a message in one segment, several in one, and one in several where it is complete", () => {
    expect(flow(read([segment(1, invite)]))).toEqual(["1 a INVITE"]);
    expect(flow(read([segment(1, net.join(invite, second, answer))]))).toEqual(["1 a INVITE", "1 b INVITE", "1 a 200"]);
    const stream = net.join(invite, second);
    const cut = read(segments(stream, 100));
    const ends = [Math.ceil(invite.length / 100), Math.ceil(stream.length / 100)];
    expect(flow(cut)).toEqual([`${ends[0]} a INVITE`, `${ends[1]} b INVITE`]);
    expect(cut.messages[0]?.body).toBe(sdp);
    expect(cut.messages[0]?.transport).toBe("tcp");
    expect(cut.skipped).toEqual([]);
  });

  test("gives the same however small the segments are", () => {
    const stream = net.join(invite, net.ascii("\r\n\r\n"), second, answer);
    for (const size of [1, 2, 3, 7, 50]) {
      const reading = read(segments(stream, size));
      expect(reading.messages.map(({ callId }) => callId)).toEqual(["a", "b", "a"]);
      expect(reading.skipped).toEqual([]);
    }
  });

  test("passes keep-alives between and before messages", () => {
    const lead = net.ascii("\r\n\r\n");
    expect(flow(read([segment(1, lead), segment(5, net.join(lead, invite))]))).toEqual(["2 a INVITE"]);
  });

  test("puts segments in order, and messages where they were complete", () => {
    const [one = none, two = none, three = none] = segments(net.join(invite, second), 300);
    const reading = read([segment(1000, none, { syn: true }), three, two, one]);
    expect(flow(reading)).toEqual(["4 a INVITE", "4 b INVITE"]);
  });

  test("counts what is sent again once, also when it overlaps", () => {
    const stream = net.join(invite, second);
    const again = segment(1001 + 150, stream.subarray(150));
    const reading = read([segment(1001, stream.subarray(0, 250)), segment(1001, stream.subarray(0, 250)), again, again]);
    expect(flow(reading)).toEqual(["3 a INVITE", "3 b INVITE"]);
  });

  test("goes on around the end of its numbers", () => {
    const reading = read(segments(net.join(invite, second, answer), 128, 0xffff_ff00));
    expect(reading.messages.map(({ callId }) => callId)).toEqual(["a", "b", "a"]);
  });

  test("that begins in the middle of a message is read from its next start line on", () => {
    const reading = read(segments(net.join(invite.subarray(60), second, answer), 4000));
    expect(flow(reading)).toEqual(["1 b INVITE", "1 a 200"]);
  });

  test("with a segment missing names it, keeps a message whose head is whole, and finds the next start line", () => {
    const body = `v=0\r\n${"a=x\r\n".repeat(100)}`;
    const stream = net.join(net.sip("long", { body }), second, answer);
    const all = segments(stream, 350);
    const reading = read([...all.slice(0, 1), ...all.slice(2)]);
    expect(reading.messages.map(({ callId }) => callId)).toEqual(["long", "b", "a"]);
    expect(reading.messages[0]?.faults).toEqual(["cut-by-capture"]);
    expect(reading.skipped.map(({ reason }) => reason)).toContain("tcp-segment-missing");
  });

  test("on ports used again after a SYN is a connection of its own", () => {
    const first = [segment(1000, none, { syn: true }), segment(1001, invite)];
    const again = [segment(500_000, none, { syn: true }), segment(500_001, second)];
    expect(flow(read([...first, ...again]))).toEqual(["2 a INVITE", "4 b INVITE"]);
  });

  test("cut by the snaplen gives each segment's message as far as it goes", () => {
    const packets = [segment(1, invite), segment(1 + invite.length, second)];
    const reading = read(packets.map((bytes) => ({ bytes: bytes.subarray(0, 260), original: bytes.length })));
    expect(flow(reading)).toEqual(["1 a INVITE", "2 b INVITE"]);
    expect(reading.skipped).toEqual([{ at: "frame 1 … 2 ×2", reason: "packet-cut" }]);
  });

  test("with a Content-Length larger than what comes loses no message behind it", () => {
    const liar = net.sip("liar", { body: "v=0\r\n", length: 9000 });
    const reading = read([segment(1, liar), segment(1 + liar.length, second)]);
    expect(flow(reading)).toEqual(["1 liar INVITE", "2 b INVITE"]);
  });

  test("carries no SIP where HTTP or TLS is spoken; TLS is named", () => {
    const page = net.ascii("GET /trace.txt HTTP/1.1\r\nHost: example.com\r\n\r\n");
    const log = net.join(net.ascii("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"), invite);
    const web = [segment(1, page, { to: 80 }), net.ethernet(net.tcp(net.back, { sequence: 1, from: 80, to: 40_000 }, log))];
    const record = net.join([22, 3, 1, 0, 50], new Uint8Array(50));
    const secured = [1, 56].map((sequence) => segment(sequence, record, { from: 40_001, to: 5061 }));
    const reading = read([...web, ...secured]);
    expect(reading.messages).toEqual([]);
    expect(reading.encrypted).toEqual([{ kind: "tls", source: "192.0.2.10:40001", destination: "203.0.113.5:5061", packets: 2 }]);
  });
});

describe("WebSocket", () => {
  const ask = net.ascii("GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
  const agree = net.ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
  const ports = { from: 40_000, to: 8080 };
  const up = (sequence: number, content: Uint8Array) => segment(sequence, content, ports);
  const down = (sequence: number, content: Uint8Array) =>
    net.ethernet(net.tcp(net.back, { sequence, from: 8080, to: 40_000 }, content));

  test("is read behind its handshake, masked and not, in frames over segments", () => {
    const frame = net.webSocket(invite);
    const asked = 1 + ask.length;
    const half = frame.subarray(0, 200);
    const rest = frame.subarray(200);
    const reading = read([
      up(1, ask),
      down(1, agree),
      up(asked, half),
      up(asked + 200, rest),
      down(1 + agree.length, net.webSocket(answer, { masked: false })),
    ]);
    expect(flow(reading)).toEqual(["4 a INVITE", "5 a 200"]);
    expect(reading.messages[0]).toMatchObject({ transport: "ws", body: sdp });
  });

  test("is known by its content when the handshake was not captured", () => {
    expect(flow(read([up(900, net.webSocket(invite)), down(7, net.webSocket(answer, { masked: false }))]))).toEqual([
      "1 a INVITE",
      "2 a 200",
    ]);
  });

  test("puts fragmented messages together, with a ping between", () => {
    const parts = net.join(
      net.webSocket(invite.subarray(0, 99), { final: false }),
      net.webSocket(net.ascii("ping"), { opcode: 9 }),
      net.webSocket(invite.subarray(99), { opcode: 0 }),
    );
    expect(flow(read([down(1, agree), up(50, parts)]))).toEqual(["2 a INVITE"]);
  });

  test("that is compressed is named", () => {
    const packed = net.webSocket(net.ascii("not to be read"), { opcode: 0x41 });
    expect(read([down(1, agree), up(50, packed)]).skipped).toEqual([{ at: "frame 2", reason: "websocket-compressed" }]);
  });
});
