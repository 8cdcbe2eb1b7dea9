import { describe, expect, test } from "vitest";

import { FileText } from "../../../src/core/trace/file-text.ts";
import type { SipMessage } from "../../../src/core/trace/message.ts";
import { parseMessage, startsMessage, type Seen } from "../../../src/core/trace/parse.ts";
import { sdpOf } from "../../../src/core/trace/sdp.ts";

const seen: Seen = {
  at: 1,
  source: "192.0.2.1:5060",
  destination: "192.0.2.2:5060",
  transport: "udp",
  frame: 7,
  line: undefined,
};

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function parsed(octets: Uint8Array, index = 0): SipMessage | undefined {
  return parseMessage(new FileText(octets), 0, octets.length, seen, index);
}

const body =
  "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";
const invite = [
  "INVITE sip:bob@example.com SIP/2.0",
  "v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.9",
  'f: "Al; tag=no" <sip:al@example.com;tag=uri>;tag=a1',
  "To : <sip:bob@example.com>",
  "Call-ID: one@192.0.2.1",
  "CSeq: 3 INVITE",
  "Subject: folded",
  "  over two lines",
  "c: application/sdp",
  `l: ${body.length}`,
  "",
  body,
].join("\r\n");

describe("one message", () => {
  test("is read with compact forms, folding, a blank before the colon", () => {
    const message = parsed(bytes(invite), 4);
    expect(message).toMatchObject({
      index: 4,
      frame: 7,
      method: "INVITE",
      uri: "sip:bob@example.com",
      callId: "one@192.0.2.1",
      cseq: 3,
      cseqMethod: "INVITE",
      branch: "z9hG4bK1",
      fromTag: "a1",
      toTag: "",
      size: invite.length,
      body,
    });
    expect(message?.header("subject")).toBe("folded over two lines");
    expect(message?.headers("via")).toHaveLength(2);
    expect(message?.names[0]).toBe("v");
  });

  test("names the codecs of its description", () => {
    const message = parsed(bytes(invite));
    const media = message === undefined ? undefined : sdpOf(message)?.media[0];
    expect(media).toMatchObject({
      kind: "audio",
      port: 4000,
      address: "192.0.2.1",
      codecs: ["PCMU/8000", "telephone-event/8000"],
    });
  });

  test("may end its lines in LF or CR alone", () => {
    for (const end of ["\n", "\r", "\r\r\n"]) {
      const message = parsed(bytes(invite.replaceAll("\r\n", end)));
      expect(message?.callId, JSON.stringify(end)).toBe("one@192.0.2.1");
      expect(message?.headers("via"), JSON.stringify(end)).toHaveLength(2);
      expect(message?.body, JSON.stringify(end)).toMatch(/^v=0/u);
    }
  });

  test("is no RTP, no HTTP and no cut start line", () => {
    for (const text of ["INVITE sip:1555", "GET / HTTP/1.1\r\n", "SIP/2.0", "\u0080\u0000", "", "NOTIFY * HTTP/1.1\r\n"]) {
      expect(startsMessage(bytes(text), 0), text).toBe(false);
      expect(parsed(bytes(text)), text).toBeUndefined();
    }
  });

  test("finds header fields in any case, whatever their first character", () => {
    const message = parsed(bytes("OPTIONS sip:a SIP/2.0\r\n_own: 1\r\nX-A: 2\r\nÜ: 3\r\nK : 100rel\r\n\r\n"));
    const found = ["_own", "x-a", "supported", "k", "x"].map((name) => message?.header(name));
    expect(found).toEqual(["1", "2", "100rel", undefined, undefined]);
  });

  test("keeps Latin-1 and UTF-8 readable", () => {
    const text = "SIP/2.0 486 Besetzt gr\u00fc\u00df\r\nSubject: \u00fc\r\n\r\n";
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
    for (const message of [parsed(latin), parsed(bytes(text))]) {
      expect(message?.phrase).toBe("Besetzt gr\u00fc\u00df");
      expect(message?.header("subject")).toBe("\u00fc");
    }
  });
});
