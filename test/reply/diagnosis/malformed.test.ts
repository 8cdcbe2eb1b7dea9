import { expect, test } from "vitest";

import { diagnose } from "../../../src/core/trace/diagnose.ts";
import { readTrace } from "../../../src/core/trace/read.ts";
import { aliasesFor, sayFinding } from "../../../src/reply/diagnosis/show.ts";
import { lineText } from "../../../src/reply/document.ts";
import { bot, catalog } from "../../bot-under-test.ts";
import { pastedCall } from "../../traces-pasted.ts";

/** What is said of a call whose messages were changed. */
function saidOf(language: string, change: (paste: string) => string): string | undefined {
  const diagnosis = diagnose(readTrace(new TextEncoder().encode(change(pastedCall())), { messages: 10, bytes: 10_000 }), catalog);
  const found = diagnosis.findings.find(({ id }) => id === "malformed");
  if (found === undefined) return undefined;
  const showing = { diagnosis, catalog, words: bot.words(language), redactor: aliasesFor(diagnosis) };
  const said = sayFinding(found, showing);
  return said && lineText(said.verdict);
}

test.each([
  ["a CSeq without its number", (paste: string) => paste.replaceAll("CSeq: 1 INVITE", "CSeq: INVITE"), /CSeq is not a number/u],
  ["no From", (paste: string) => paste.replaceAll(/^From:.*\n/gmu, ""), /From is missing/u],
  ["Call-ID twice", (paste: string) => paste.replace(/^(Call-ID:.*\n)/mu, "$1$1"), /more than one Call-ID/u],
  [
    "IPv6 without brackets",
    (paste: string) => paste.replace(/^INVITE \S+/mu, "INVITE sip:bob@2001:db8::1"),
    /IPv6 address without brackets/u,
  ],
  [
    "three colons",
    (paste: string) => paste.replace(/^INVITE \S+/mu, "INVITE sip:bob@[2001:db8:::192.0.2.1]"),
    /three colons in a row/u,
  ],
  ["no branch", (paste: string) => paste.replaceAll(";branch=z9hG4bKone", ""), /no Via has a branch/u],
])("a message with %s is called so in words, in each language", (_, change, words) => {
  expect(saidOf("en", change)).toMatch(words);
  expect(saidOf("ja", change)).toMatch(/SIP の書式に反しています.*: .*。$/u);
  expect(saidOf("ja", change)).not.toMatch(/[a-z]-[a-z]/u);
});

test("a call in order is not called malformed", () => {
  expect(saidOf("en", (paste) => paste)).toBeUndefined();
});

test("Max-Forwards 0, legal though no proxy may forward it, breaks no rule (RFC 4475 §3.3.11)", () => {
  expect(saidOf("en", (paste) => paste.replace(/^Call-ID:/mu, "Max-Forwards: 0\nCall-ID:"))).toBeUndefined();
});
