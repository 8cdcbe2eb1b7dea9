import { describe, expect, test } from "vitest";

import { acknowledgement, forwarding, responseClass } from "../../src/core/catalog.ts";
import { catalog } from "../bot-under-test.ts";

describe("what RFC 3261 says of a code by its number", () => {
  test.each([
    [180, "Provisional"],
    [200, "Successful"],
    [302, "Redirection"],
    [486, "Request Failure"],
    [503, "Server Failure"],
    [603, "Global Failure"],
    [99, undefined],
    [700, undefined],
  ])("%i is of class %s (§7.2)", (code, name) => {
    expect(responseClass(code)).toBe(name);
  });

  test.each([
    [100, "never"],
    [180, "at-once"],
    [200, "at-once"],
    [486, "best-of-branches"],
    [600, "cancels-branches"],
  ])("a proxy forwards %i: %s (§16.7)", (code, how) => {
    expect(forwarding(code)).toBe(how);
  });

  test.each([
    [183, "none"],
    [200, "end-to-end"],
    [486, "hop-by-hop"],
  ])("an INVITE answered by %i is acknowledged: %s", (code, how) => {
    expect(acknowledgement(code)).toBe(how);
  });
});

describe("RFC 3398, both ways", () => {
  test.each([
    [486, 17],
    [404, 1],
    [480, 18],
    [503, 41],
    [408, 102],
  ])("%i is sent as cause %i", (code, cause) => {
    expect(catalog.causeFor(code)).toBe(cause);
  });

  test.each([
    [17, [486]],
    [18, [408]],
    [21, [403, 603]],
    [22, [410, 301]],
    [16, []],
    [99, [500]],
  ])("cause %i becomes %j", (cause, codes) => {
    expect(catalog.responsesFor(cause)).toEqual(codes);
  });

  test("platforms that map otherwise are named", () => {
    expect(catalog.deviationsOfCode(480).map(({ vendor, to }) => `${vendor.name} ${to}`)).toContain("Asterisk 19");
    expect(catalog.deviationsOfCode(486)).toEqual([]);
  });
});

describe("neighbours", () => {
  test("of an unknown code are of its class and near by digits", () => {
    expect(catalog.nearest(497, 3).every((code) => code >= 400 && code < 500)).toBe(true);
    expect(catalog.nearest(799, 3)).toHaveLength(3);
  });

  test("a pattern lists registered codes first", () => {
    expect(catalog.matching("48x").map((one) => one.code)).toEqual([480, 481, 482, 483, 484, 485, 486, 487, 488, 489]);
    expect(catalog.matching("47x")[0]?.registered).toBe(true);
  });
});
