import { describe, expect, test } from "vitest";

import { bot } from "../bot-under-test.ts";

const ask = (text: string) => bot.answer({ text, language: undefined });

describe("one code, however it is typed", () => {
  test.each([
    ["183", 183],
    ["SIP 183", 183],
    ["sip183", 183],
    ["SIP/2.0 503 Service Unavailable", 503],
    ["what is 488?", 488],
    ["486busy", 486],
    ["１８３", 183],
    ["`480`", 480],
    ["**480**", 480],
    ["“480”", 480],
    ["480!!", 480],
    ["(480)", 480],
    ["/sip 486", 486],
    ["@sipsense 486?", 486],
    ["sipsense: explain 486", 486],
    ["<@U012ABC> 486", 486],
    ["<@!123456> 486", 486],
    ["486 Busy Here", 486],
    ["error 503", 503],
    ["why do we get 404 from the carrier", 404],
    ["SIP/2.0 486", 486],
    ["478 Unresolvable destination (478/SL)", 478],
    ["&lt;486&gt;", 486],
  ])("%s → %i", (text, code) => {
    expect(ask(text)).toMatchObject({ kind: "response", codes: [code] });
  });

  test.each([
    ["session progress", 183],
    ["sesion progres", 183],
    ["early media", 183],
    ["busy", 486],
    ["no route", 404],
    ["glare", 491],
    ["too many hops", 483],
    ["trunk full", 503],
    ["auth loop", 401],
    ["busyhere", 486],
    ["ser vice unavailable", 503],
    ["DECLINE", 603],
    ["話中", 486],
    ["temp unavailable", 480],
  ])("the words %s → %i first", (text, code) => {
    expect(ask(text).codes[0]).toBe(code);
  });
});

describe("a comparison, however it is typed", () => {
  test.each([
    ["183 vs 401", [183, 401]],
    ["183 401", [183, 401]],
    ["sip183 v 401", [183, 401]],
    ["401/407", [401, 407]],
    ["183対401", [183, 401]],
    ["１８３ vs ４０１", [183, 401]],
    ["183, 401 and 407", [183, 401, 407]],
    ["busy vs decline", [486, 603]],
    ["compare 486 with 600", [486, 600]],
    ["difference between busy and decline", [486, 603]],
    ["what's the difference between 408 and 504?", [408, 504]],
    ["486 vs decline", [486, 603]],
    ["500-503", [500, 501, 502, 503]],
    ["183-401", [183, 401]],
    ["401 または 407", [401, 407]],
    ["486と603の違い", [486, 603]],
    ["話中 vs 603", [486, 603]],
    ["480 vs 486 vs 600 vs 603", [480, 486, 600, 603]],
    ["busy and decline", [486, 603]],
  ])("%s", (text, codes) => {
    expect(ask(text)).toMatchObject({ kind: "comparison", codes });
  });

  test("a side that nobody knows is named, the rest is compared", () => {
    const { kind, reply } = ask("486 vs 603 vs flurbnitz");
    expect(kind).toBe("comparison");
    expect(JSON.stringify(reply)).toContain("flurbnitz");
  });

  test("more than five codes become a list", () => {
    expect(ask("400 401 403 404 405 406 407").kind).toBe("list");
  });
});

describe("lists, causes, vendors, symptoms", () => {
  test.each([
    ["4xx", 400],
    ["list 5xx", 500],
    ["48x", 480],
    ["47x", 470],
    ["4XX codes", 400],
  ])("%s is a list", (text, first) => {
    const { kind, codes } = ask(text);
    expect(kind).toBe("list");
    expect(codes[0]).toBe(first);
  });

  test.each([
    ["cause 16", 16],
    ["Q.850 34", 34],
    ["q850 cause 17", 17],
    ["Reason: Q.850;cause=16", 16],
    ['Reason: Q.850 ;cause=16 ;text="Terminated"', 16],
    ["USER_BUSY", 17],
    ["hangup 21", 21],
    ["AST_CAUSE_NO_ANSWER", 19],
    ["原因値 34", 34],
    ["原因コード 34", 34],
    ["NORMAL_CLEARING", 16],
  ])("%s is cause %i", (text, cause) => {
    expect(ask(text)).toMatchObject({ kind: "cause", causes: [cause] });
  });

  test("a cause leads to its responses and back (RFC 3398)", () => {
    expect(ask("cause 21").codes).toEqual([403, 603]);
    expect(ask("cause 34").codes).toEqual([503]);
    expect(ask("cause 16").codes).toEqual([]);
    expect(JSON.stringify(ask("cause 34").reply)).toContain("503 Service Unavailable");
  });

  test.each([
    ["403 D35", 403],
    ["D35", 403],
    ["560403", 403],
    ["teams 560503", 503],
    ["twilio 32203", 603],
    ["telnyx D35", 403],
  ])("%s is a vendor's meaning", (text, code) => {
    expect(ask(text)).toMatchObject({ kind: "vendor", codes: [code] });
  });

  test.each(["603+", "603 Network Blocked", "SIP/2.0 603 Network Blocked"])("%s is the variant, not a plain decline", (text) => {
    expect(ask(text)).toMatchObject({ kind: "response", codes: [603], reply: { title: "603 Network Blocked" } });
    expect(ask("603").reply.title).toBe("603 Decline");
  });

  test.each([
    ["one-way audio", "one way audio"],
    ["no ringback", "no ringback"],
    ["dropped after 32 seconds", "drops at 32 seconds"],
    ["片通話", "one way audio"],
    ["488 on re-INVITE", "reinvite 488"],
    ["call drops after 30 minutes", "drops at 15 or 30 minutes"],
    ["double ring", "double ring"],
  ])("%s is a symptom", (text, address) => {
    expect(ask(text)).toMatchObject({ kind: "symptom", address });
  });

  test.each(["warning 399", "timer B", "attestation A", "Reason: SIP;cause=200"])("%s is explained", (text) => {
    expect(ask(text)).toMatchObject({ kind: "cause", outcome: "answered" });
  });
});

describe("the language", () => {
  test.each([
    ["486 in ja", "ja"],
    ["486 in Japanese", "ja"],
    ["486 --language ja", "ja"],
    ["486 --lang=ja-JP", "ja"],
    ["486 日本語で", "ja"],
    ["話中とは", "ja"],
    ["486", "en"],
    ["486 --language xx", "en"],
    ["話中 in English", "en"],
  ])("%s is answered in %s", (text, language) => {
    expect(ask(text).language).toBe(language);
  });

  test("a chosen language wins over the one the query is written in, the query's own wish over both", () => {
    expect(bot.answer({ text: "片通話とは", language: "en" }).language).toBe("en");
    expect(bot.answer({ text: "486 in ja", language: "en" }).language).toBe("ja");
    expect(bot.answer({ text: "486", languages: ["fr-CA", "ja-JP"] }).language).toBe("ja");
    expect(bot.answer({ text: "486", languages: ["tlh", "not a tag"] }).language).toBe("en");
  });
});

describe("bad input gets one clear answer", () => {
  test.each([
    ["799", "799"],
    ["99", "99"],
    ["1000", "1000"],
    ["", "486"],
    ["   ", "486"],
    ["497", "497"],
    ["cause 300", "300"],
  ])("%j", (text, named) => {
    const { kind, reply } = ask(text);
    expect(kind).toBe("trouble");
    expect(
      reply.short
        .flat()
        .map((span) => span.text)
        .join(" "),
    ).toContain(named);
  });

  test.each([
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "@everyone",
    "\u0000\u0007\u001B[31m",
    "x".repeat(10_000),
    "{name}",
    "`",
    "%s%n",
    "'; drop table",
    "((((((",
    "🦆",
    "\uD800",
  ])("%j never becomes an answer by itself", (text) => {
    expect(["trouble", "suggestions"]).toContain(ask(text).kind);
  });

  test("a pasted SIP message is answered by its first failure", () => {
    const paste =
      "SIP/2.0 100 Trying\r\nVia: SIP/2.0/UDP 192.0.2.1\r\n\r\nSIP/2.0 407 Proxy Authentication Required\r\nVia: x\r\n\r\nSIP/2.0 488 Not Acceptable Here\r\nCSeq: 2 INVITE\r\n";
    expect(ask(paste)).toMatchObject({ kind: "response", codes: [488] });
  });

  test("channel commands are recognised and sent to where they belong", () => {
    for (const text of ["watch on", "mute 30m", "settings", "recap"])
      expect(ask(text)).toMatchObject({ kind: "trouble", outcome: "bad-input" });
    expect(ask("help").kind).toBe("help");
  });
});
