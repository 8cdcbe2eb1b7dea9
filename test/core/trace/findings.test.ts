import { describe, expect, test } from "vitest";

import { findingIds } from "../../../src/core/trace/findings/places.ts";
import { authentication } from "./finding-pairs/authentication.ts";
import { dialogs } from "./finding-pairs/dialogs.ts";
import { media } from "./finding-pairs/media.ts";
import { refusals } from "./finding-pairs/refusals.ts";
import { silence } from "./finding-pairs/silence.ts";
import { checkPair } from "./findings-under-test.ts";

const pairs = [...authentication, ...silence, ...refusals, ...media, ...dialogs];

describe("a finding", () => {
  test.each(pairs.map((pair) => [pair[0], pair] as const))("%s is made where it belongs, and not in its near miss", (_, pair) =>
    checkPair(pair),
  );

  test("of every id has a trace that shows it and one that does not", () => {
    const covered = new Set(pairs.map(([id]) => id));
    expect(findingIds.filter((id) => !covered.has(id))).toEqual([]);
  });
});
