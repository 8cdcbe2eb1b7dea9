import { describe, expect, test } from "vitest";

import { gallery, readFlow, type Flow } from "../../../scripts/flows.ts";
import { diagnose } from "../../../src/core/trace/diagnose.ts";
import { ladderOf } from "../../../src/core/trace/ladder.ts";
import { drawLadder } from "../../../src/reply/diagnosis/drawing.ts";
import { pictureOf } from "../../../src/reply/diagnosis/picture.ts";
import { aliasesFor } from "../../../src/reply/diagnosis/show.ts";
import { inTheme } from "../../../src/reply/diagnosis/theme.ts";

function drawn(flow: Flow, rows?: number) {
  const diagnosis = diagnose(readFlow(flow));
  const [call] = diagnosis.calls;
  if (!call) throw new Error("no call");
  const ladder = ladderOf(diagnosis, call, rows);
  const aliases = aliasesFor(diagnosis);
  return { ladder, text: drawLadder(ladder, aliases), svg: pictureOf(ladder, aliases, () => "info") };
}

const hosts = { a: "192.0.2.1:5060", b: "198.51.100.2:5060" };

test("a call is drawn with times, arrows, codes and its failure marked", () => {
  expect(
    drawn({ hosts, lines: "0 a>b INVITE | sdp\n0.02 b>a 100 Trying\n1.5 b>a 486 Busy Here | tag=x\n1.52 a>b ACK" }).text,
  ).toBe(
    `
         IP-A                                  IP-B
          UAC                                   UAS
    0.000  |--INVITE SDP------------------------>|
    0.020  |<--100 Trying------------------------|
!   1.500  |<==486 Busy Here=====================|
    1.520  |--ACK------------------------------->|`.slice(1),
  );
});

test("what was sent again is one row that says how often", () => {
  const { text, ladder } = drawn({
    hosts,
    lines: "0 a>b INVITE\n0.5 a>b INVITE\n1.5 a>b INVITE\n3.5 a>b INVITE",
  });
  expect(text).toContain("INVITE x4");
  expect(ladder.rows).toHaveLength(1);
});

test("a long silence is a row of its own", () => {
  expect(drawn({ hosts, lines: "0 a>b INVITE\n0.1 b>a 180 Ringing | tag=x\n30.1 a>b CANCEL" }).text).toContain("(30 s)");
});

test("branches of a fork are told apart", () => {
  const { text } = drawn(gallery["forked"] ?? { hosts, lines: "" });
  expect(text).toContain("180 Ringing fork 2");
});

test("hold and credentials are seen at the request", () => {
  const { text } = drawn({
    hosts,
    lines: "0 a>b INVITE | sdp auth\n0.1 b>a 200 OK | tag=x sdp\n0.2 a>b ACK | tag=x\n9 a>b INVITE | tag=x hold cseq=2",
  });
  expect(text).toContain("INVITE auth SDP");
  expect(text).toContain("re-INVITE SDP hold");
});

describe.each(Object.entries(gallery))("the gallery's %s call", (_name, flow) => {
  test("fits a chat message", () => {
    const { text } = drawn(flow);
    expect(text.length).toBeLessThanOrEqual(2500);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  test("shows no address and no number, in text and in the picture", () => {
    const { text, svg } = drawn(flow);
    expect(text + svg.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\+?44\d{6}/u);
  });
});

test("thousands of messages fold around the failure and still fit", () => {
  const lines = Array.from(
    { length: 3000 },
    (_, at) => `${at} a>b INFO | cseq=${at + 2} tag=x\n${at}.1 b>a 200 OK | cseq=${at + 2} tag=x method=INFO`,
  );
  lines.splice(1500, 0, "750.5 a>b INVITE | tag=x cseq=9000", "750.6 b>a 488 Not Acceptable Here | tag=x cseq=9000");
  const { text, ladder } = drawn({
    hosts,
    lines: `0 a>b INVITE\n0.1 b>a 200 OK | tag=x\n0.2 a>b ACK | tag=x\n${lines.join("\n")}`,
  });
  expect(text).toContain("==488 Not Acceptable Here");
  expect(text.length).toBeLessThanOrEqual(2500);
  expect(ladder.messages).toBe(6005);
});

test("more parties than find room share the last lifeline", () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`h${at}`, `198.51.100.${at + 1}:5060`]));
  const lines = Array.from({ length: 11 }, (_, at) => `${at / 10} h0>h${at + 1} INVITE | branch=z9hG4bK${at}`).join("\n");
  const { ladder, text } = drawn({ hosts: many, lines });
  expect(ladder.parties).toHaveLength(6);
  expect(text).toContain("+7");
});

test("outside text is no markup in the picture", () => {
  const { svg } = drawn({ hosts, lines: '0 a>b INVITE\n0.1 b>a 480 <script>&"\u0007 | tag=x' });
  expect(svg).toContain("&lt;script&gt;&amp;");
  expect(svg).not.toContain("<script");
});

test("a theme has no style sheet and its own colours", () => {
  const { svg } = drawn({ hosts, lines: "0 a>b INVITE\n0.1 b>a 486 Busy Here | tag=x" });
  expect(svg).toContain("prefers-color-scheme");
  expect(inTheme(svg, "dark")).not.toContain("<style>");
  expect(inTheme(svg, "dark")).toContain("#121a20");
  expect(inTheme(svg, "light")).not.toContain("#121a20");
});
