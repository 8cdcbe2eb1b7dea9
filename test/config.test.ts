import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { readConfig, settingNames } from "../src/config.ts";

describe("settings", () => {
  test(".env.example lists exactly the settings that exist, each with a comment", () => {
    const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    expect([...example.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gmu)].map((match) => match[1])).toEqual([...settingNames]);
    for (const name of settingNames) expect(example).toMatch(new RegExp(`^# .+\\n${name}=`, "mu"));
  });

  test("without any, the playground is for this machine only", () => {
    expect(readConfig({})).toEqual({ host: "127.0.0.1", port: 3000 });
    expect(readConfig({ PORT: "", HOST: " " })).toEqual({ host: "127.0.0.1", port: 3000 });
  });

  test.each(["seventy", "70000", "-1", "3000.5"])("PORT=%s is refused by name", (port) => {
    expect(() => readConfig({ PORT: port })).toThrow(/PORT/u);
  });
});
