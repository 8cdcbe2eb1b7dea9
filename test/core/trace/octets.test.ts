import { expect, test } from "vitest";

import { octetsOf, textOf } from "../../../src/core/trace/octets.ts";

test("each octet is the character of its number, and back", () => {
  const all = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  expect([...textOf(all)].map((character) => character.charCodeAt(0))).toEqual([...all]);
  expect(octetsOf(textOf(all))).toEqual(all);
});
