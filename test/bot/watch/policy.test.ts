import { assert as holds, property, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";

import { cascade, defaultSettings } from "../../../src/bot/settings.ts";
import { fitsGlob, readGlobs, usualChannels } from "../../../src/bot/watch/channels.ts";
import { readMinutes } from "../../../src/bot/watch/minutes.ts";
import { formFor, isRead, isWatched, languagesFor, worthExplaining } from "../../../src/bot/watch/policy.ts";
import { deedCommand, readDeed } from "../../../src/reply/deed.ts";

const globs = readGlobs(usualChannels);

describe("which channels are watched", () => {
  test.each([
    ["inc-4711", true],
    ["#INC-4711", true],
    ["incident-voice", true],
    ["voice-incident", true],
    ["sev-1", true],
    ["sev2-emea", true],
    ["sevilla", false],
    ["outage-2026-11", true],
    ["war-room", true],
    ["war-room-tokyo", true],
    ["incubator", false],
    ["general", false],
    ["", false],
  ])("%s by its name: %s", (name, fits) => {
    expect(fitsGlob(name, globs)).toBe(fits);
  });

  const name = (one: string | undefined, shared = false) => ({ name: one, shared });
  test.each([
    ["by its name", {}, name("inc-1"), { on: true, why: "name" }],
    ["not by another name", {}, name("lunch"), { on: false, why: "other-name" }],
    ["not without a name", {}, name(undefined), { on: false, why: "no-name" }],
    ["switched on", { channel: { watch: "on" } }, name(undefined), { on: true, why: "chosen" }],
    ["switched off", { channel: { watch: "off" } }, name("inc-1"), { on: false, why: "chosen" }],
    ["everywhere on", { workspace: { watch: "on" } }, name("lunch"), { on: true, why: "chosen" }],
    [
      "everywhere off, here on",
      { workspace: { watch: "off" }, channel: { watch: "on" } },
      name("lunch"),
      { on: true, why: "chosen" },
    ],
    ["shared, by its name", {}, name("inc-1", true), { on: false, why: "shared" }],
    ["shared, everywhere on", { workspace: { watch: "on" } }, name("inc-1", true), { on: false, why: "shared" }],
    ["shared, switched on here", { channel: { watch: "on" } }, name("inc-1", true), { on: true, why: "chosen" }],
  ] as const)("%s", (_what, layers, channel, watched) => {
    expect(isWatched(cascade(layers), channel, globs)).toEqual(watched);
  });

  test("a glob is no pattern of anything else, and no name makes it slow", () => {
    expect(fitsGlob("a+b", readGlobs("a+b"))).toBe(true);
    expect(fitsGlob("aab", readGlobs("a+b"))).toBe(false);
    expect(fitsGlob("x(y", readGlobs("x(?"))).toBe(true);
    expect(() => readGlobs("sev[0-9")).toThrow(/without its \]/u);
    expect(fitsGlob("a".repeat(5000), readGlobs("*a*a*a*a*a*a*a*a*a*a*a*b"))).toBe(false);
  });

  test("a name without wildcards fits itself alone", () => {
    holds(
      property(stringMatching(/^[a-z0-9-]{1,30}$/u), stringMatching(/^[a-z0-9-]{1,30}$/u), (one, other) => {
        expect(fitsGlob(one, readGlobs(other))).toBe(one === other);
      }),
    );
  });
});

describe("what is explained", () => {
  test.each<[string, number[], object, number[]]>([
    ["failures", [486, 503], {}, [486, 503]],
    ["none while muted", [486, 503], { mutedUntil: 2000 }, []],
    ["again when the mute is over", [486, 503], { mutedUntil: 1000 }, [486, 503]],
    ["none of a code that is no SIP here", [486, 503], { notSip: [[503]] }, [486]],
    ["nothing of a set that is no SIP here", [486, 503], { notSip: [[486, 503, 600]] }, []],
    ["more than such a set is explained", [408, 486, 503], { notSip: [[486, 503]] }, [408, 486, 503]],
  ])("%s", (_what, codes, settings, explained) => {
    expect(worthExplaining(codes, { ...defaultSettings, ...settings }, 1000)).toEqual(explained);
  });

  test("people are read, bots only where allowed or named", () => {
    const bot = { author: { id: "B1", bot: true } };
    expect(isRead({ author: { id: "U1", bot: false } }, defaultSettings)).toBe(true);
    expect(isRead(bot, defaultSettings)).toBe(false);
    expect(isRead(bot, { ...defaultSettings, bots: "allowed" })).toBe(true);
    expect(isRead(bot, { ...defaultSettings, botsAllowed: ["B1"] })).toBe(true);
    expect(formFor(bot, { ...defaultSettings, how: "ephemeral" })).toBe("thread");
  });

  test("a card speaks the place's language, else the message's, else its author's", () => {
    const japanese = { text: "まだ SIP 503 です", languages: ["de"] };
    expect(languagesFor(japanese, { ...defaultSettings, language: "en" })).toEqual(["en", "ja", "de"]);
    expect(languagesFor({ text: "SIP 503", languages: ["de"] }, defaultSettings)).toEqual(["de"]);
  });
});

test.each([
  ["30m", 30],
  ["30 min", 30],
  ["2h", 120],
  ["2 hours", 120],
  ["1d", 1440],
  ["45", 45],
  ["3時間", 180],
  ["0m", undefined],
  ["off", undefined],
  ["5 weeks", undefined],
  ["", undefined],
])("%s is %s minutes", (text, minutes) => {
  expect(readMinutes(text)).toBe(minutes);
});

test("a button's deed survives the way to the platform and back, within 100 characters", () => {
  for (const deed of [
    { kind: "more", codes: Array.from({ length: 20 }, (_none, index) => 480 + index) },
    { kind: "not-sip", card: "c_ABCdef-123456789012345" },
    { kind: "mute", card: "card-1" },
    { kind: "diagnose", message: "1712345678.000100" },
    { kind: "diagnose", message: "1234567890123456789" },
  ] as const) {
    const command = deedCommand(deed);
    expect(command.length).toBeLessThanOrEqual(100);
    expect(readDeed(command)).toEqual(deed);
  }
  for (const wrong of [
    "503",
    "card:more:x",
    "card:more:999",
    "card:drop:1",
    "card:mute:",
    "card:mute:a b",
    "card:diagnose:a",
    "card:diagnose:1.2.3",
  ])
    expect(readDeed(wrong)).toBeUndefined();
});
