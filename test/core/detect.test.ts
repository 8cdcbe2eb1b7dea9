import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Detector, type Message } from "../../src/core/detect.ts";
import { catalog } from "../bot-under-test.ts";
import { figures, samples } from "./detect-set.ts";

const detector = new Detector(catalog);
const codes = (text: string, known: Omit<Message, "text"> = {}) => detector.detect({ text, ...known }).codes;

describe("our own corpus", () => {
  test("is large, mostly hard, and in nine languages", () => {
    const all = [...samples("dev"), ...samples("test")];
    expect(all.length).toBeGreaterThanOrEqual(600);
    expect(all.filter((one) => one.codes.length === 0).length / all.length).toBeGreaterThanOrEqual(0.45);
    for (const language of ["en", "ja", "es", "pt", "de", "fr", "ru", "zh", "ko"])
      expect(
        all.some(({ lang }) => lang === language),
        language,
      ).toBe(true);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test.each([
    ["dev", { precision: 0.975, recall: 0.985, falseAlarms: 0.022 }],
    ["test", { precision: 0.975, recall: 0.975, falseAlarms: 0.02 }],
  ] as const)("the %s part holds its figures", (part, floor) => {
    const found = figures(samples(part), (sample) => detector.detect(sample));
    expect(found.precision, found.wrong.join()).toBeGreaterThanOrEqual(floor.precision);
    expect(found.recall, found.wrong.join()).toBeGreaterThanOrEqual(floor.recall);
    expect(found.falseAlarms, found.wrong.join()).toBeLessThanOrEqual(floor.falseAlarms);
  });

  test("causes go to causes, and what is explained are failures and redirections", () => {
    for (const sample of samples("dev")) {
      const found = detector.detect(sample);
      expect(found.causes, sample.text).toEqual(sample.causes);
      expect(found.explain, sample.text).toEqual(found.codes.filter((code) => code >= 300));
    }
  });
});

describe("what the request knows decides", () => {
  test("the channel's name", () => {
    expect(codes("503s since ten", { channel: "inc-sip-trunks" })).toEqual([503]);
    expect(codes("503s since ten", { channel: "web-frontend" })).toEqual([]);
  });

  test("codes earlier in the thread", () => {
    expect(codes("503 here")).toEqual([]);
    expect(codes("503 here", { thread: [486, 503] })).toEqual([503]);
  });

  test("a quote above the answer was seen before, one below is new", () => {
    expect(codes("> carrier sends 503\nthanks", { channel: "voip" })).toEqual([]);
    expect(codes("carrier says:\n> we send SIP 503", { channel: "voip" })).toEqual([503]);
  });
});

describe("what a number is said of", () => {
  const reasons = (text: string, channel: string, code: number) =>
    detector
      .detect({ text, channel }, true)
      .why?.filter((one) => one.code === code)
      .flatMap((one) => one.reasons.map(({ reason }) => reason));

  test("words beyond a comma or a contrast are about something else", () => {
    expect(codes("the shop gives 502, the trunk gives 480", { channel: "inc-7" })).toEqual([480]);
    expect(codes("INVITE gets 503, nginx is fine", { channel: "inc-7" })).toEqual([503]);
    expect(reasons("INVITE gets 503, but the nginx is fine", "inc-7", 503)).toContain("in a clause of telephony");
  });

  test("the next of numbered things is a thing without its word", () => {
    expect(codes("from ext 503 I hear nothing, from 504 it works", { channel: "voip" })).toEqual([]);
    expect(codes("ext 503 calls 504 and gets 486", { channel: "voip" })).toEqual([486]);
    expect(reasons("ext 503 calls 504 and gets 486", "voip", 504)).toContain("called by the thing before it");
  });

  test("a spelled-out code counts where SIP is spoken of, its like in minutes or digits does not", () => {
    expect(codes("le trunk répond quatre cent quatre-vingt-six")).toEqual([486]);
    expect(codes("trunk hat fünfhundertdrei Minuten übrig", { channel: "voip" })).toEqual([]);
    expect(codes("the trunk's number is five oh three five five one two", { channel: "voip" })).toEqual([]);
    expect(codes("中继回了五百三十", { channel: "voip" })).toEqual([]);
  });

  test("a channel of no subject leaves it to the message", () => {
    expect(codes("softphone says 403 again", { channel: "general" })).toEqual([403]);
    expect(codes("intranet says 403 again", { channel: "general" })).toEqual([]);
  });
});

describe("positions", () => {
  test("count UTF-16 units of the text as it came", () => {
    const text = "😀 &amp; <@U503> SIP 486 and a busy everywhere";
    const { mentions } = detector.detect({ text });
    expect(mentions.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([
      [486, "486"],
      [600, "busy everywhere"],
    ]);
  });

  test("a range stands for all registered codes in it, a class for none", () => {
    expect(codes("SIP 500-503")).toEqual([500, 501, 502, 503]);
    expect(codes("all SIP 4xx")).toEqual([]);
  });
});

const pieces = fc.constantFrom(
  "503",
  "486",
  " ",
  "SIP/2.0 ",
  "busy here",
  "cause=",
  "Q.850;",
  "16",
  "<@U503>",
  "<",
  ">",
  "&amp;",
  "\n",
  "> ",
  "http://x/503",
  "-",
  "–",
  "/",
  ",",
  "５０３",
  "中继",
  "응답",
  "から",
  "'s",
  "s",
  "#",
  "four ",
  "eighty",
  "İ",
  "\u200D",
  "\uD800",
  ":",
  '"',
  "Via: ",
  "ext ",
  "calls",
);
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
);

describe("whatever is written", () => {
  test("nothing throws, and each position holds the number or a phrase", () => {
    fc.assert(
      fc.property(anything, fc.option(fc.string(), { nil: undefined }), (text, channel) => {
        const found = detector.detect({ text, channel }, true);
        expect(found.codes).toEqual([...new Set(found.mentions.map(({ code }) => code))].toSorted((a, b) => a - b));
        for (const { code, start, end, confidence } of found.mentions) {
          const slice = text.slice(start, end).normalize("NFKC");
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          // A range stands at its first number; a phrase and a spelled-out number are words.
          expect(/^\d{3}$/u.test(slice) ? Number(slice) <= code : /\p{L}{2}/u.test(slice), slice).toBe(true);
          expect(confidence).toBeGreaterThanOrEqual(0.5);
        }
        expect(detector.detect({ text, channel })).toEqual({
          codes: found.codes,
          causes: found.causes,
          explain: found.explain,
          mentions: found.mentions,
        });
      }),
      { numRuns: 1500 },
    );
  });

  test("ten times the text takes about ten times as long, whatever it is made of", () => {
    const repeated = [
      "503 ",
      "<@",
      "&",
      "sip:",
      "503-",
      "SIP/2.0 ",
      "call/transaction does not ",
      "https://x ",
      ":a",
      "> 503\n",
      "503, ",
      "cause 16 ",
      "a",
      "あ503",
      "From:\n503 ",
      "four ",
      "1",
      "503,504,",
    ];
    const time = (text: string, rounds: number) => {
      let best = Infinity;
      for (let round = 0; round < rounds; round++) {
        const start = process.cpuUsage().user;
        for (let again = 0; again < 3; again++) detector.detect({ text });
        best = Math.min(best, process.cpuUsage().user - start);
      }
      return best;
    };
    for (const piece of repeated) {
      const long = `${piece.repeat(40_000 / piece.length)} 503`;
      const short = `${piece.repeat(4000 / piece.length)} 503`;
      time(short, 3);
      // Quadratic work would take a hundred times as long; a millisecond is below what is worth timing.
      expect(time(long, 4), piece).toBeLessThan(Math.max(time(short, 8), 1000) * 40);
    }
  });
});
