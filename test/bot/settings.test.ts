import { describe, expect, test } from "vitest";

import { cascade, defaultSettings, forGood, readChoices, type Choices } from "../../src/bot/settings.ts";

describe("the cascade", () => {
  test.each<[string, Parameters<typeof cascade>[0], Choices, Record<string, string>]>([
    ["nothing chosen: the defaults", {}, {}, { watch: "default", quietMinutes: "default" }],
    ["a workspace's choice holds everywhere", { workspace: { how: "reaction" } }, { how: "reaction" }, { how: "workspace" }],
    [
      "a channel's wins over it, the rest stays",
      { workspace: { watch: "off", quietMinutes: 60 }, channel: { watch: "on" } },
      { watch: "on", quietMinutes: 60 },
      { watch: "channel", quietMinutes: "workspace" },
    ],
    [
      "a thread's wins over both",
      { channel: { form: "full" }, thread: { form: "short" } },
      { form: "short" },
      { form: "thread" },
    ],
    [
      "what holds nothing hides nothing",
      { workspace: { watch: "on" }, channel: { watch: undefined } },
      { watch: "on" },
      { watch: "workspace" },
    ],
    [
      "the longest mute holds",
      { channel: { mutedUntil: 900 }, thread: { mutedUntil: 100 } },
      { mutedUntil: 900 },
      { mutedUntil: "channel" },
    ],
    [
      "a thread may be muted longer",
      { channel: { mutedUntil: 900 }, thread: { mutedUntil: 1000 } },
      { mutedUntil: 1000 },
      { mutedUntil: "thread" },
    ],
    [
      "code sets of all layers count",
      { workspace: { notSip: [[404]] }, channel: { notSip: [[486, 503]] } },
      { notSip: [[404], [486, 503]] },
      { notSip: "channel" },
    ],
  ])("%s", (_what, layers, settings, from) => {
    const effective = cascade(layers);
    expect(effective.settings).toEqual({ ...defaultSettings, ...settings });
    expect(effective.from).toMatchObject(from);
  });
});

describe("choices as somebody sent them", () => {
  test.each<[unknown, Choices]>([
    [
      { language: "ja", form: "full", watch: "on", how: "ephemeral", bots: "allowed" },
      { language: "ja", form: "full", watch: "on", how: "ephemeral", bots: "allowed" },
    ],
    [{ language: "tlh", form: "huge", watch: 1, how: null, bots: "some" }, {}],
    [{ quietMinutes: 0 }, {}],
    [{ quietMinutes: 1e9 }, {}],
    [{ quietMinutes: 45.7 }, { quietMinutes: 45 }],
    [{ mutedUntil: forGood }, { mutedUntil: forGood }],
    [{ mutedUntil: Number.NaN }, {}],
    [{ notSip: [[503, 486, 486], "x", [], [7]] }, { notSip: [[486, 503]] }],
    [{ botsAllowed: ["B1", 7, "", "x".repeat(99)] }, { botsAllowed: ["B1"] }],
    [null, {}],
    ["watch", {}],
    [[1, 2], {}],
  ])("%j → %j", (sent, read) => {
    expect(readChoices(sent, ["en", "ja"])).toEqual(read);
  });
});
