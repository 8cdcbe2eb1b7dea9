import { assert as holds, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { kindOfAddress } from "../../../src/core/trace/address.ts";
import { Aliases, unredacted } from "../../../src/core/trace/redact.ts";

describe("aliases", () => {
  test("the same address, name and number keep their alias, whatever surrounds them", () => {
    const aliases = new Aliases();
    expect(aliases.place("192.0.2.7:5061")).toBe("IP-A:5061");
    expect(aliases.text("sip:+15550100@192.0.2.7:5061;transport=tls")).toBe("sip:+NUM-1@IP-A:5061;transport=tls");
    expect(aliases.text("<tel:15550100>")).toBe("<tel:NUM-1>");
    expect(aliases.text('"Ann Lee" <sip:ann@pbx.example.com>;tag=x')).toBe("<sip:USER-1@HOST-A>;tag=x");
    expect(aliases.text("user ann at 192.0.2.7 is not known")).toBe("user USER-1 at IP-A is not known");
    expect(aliases.host("PBX.example.com")).toBe("HOST-A");
  });

  test("a leading + stays: a number without it is often the fault", () => {
    const aliases = new Aliases();
    expect([aliases.user("+442079460123"), aliases.user("442079460123")]).toEqual(["+NUM-1", "NUM-1"]);
  });

  test.each([
    ["[2001:db8::7]:5060", "IP-A"],
    ["fe80::1", "IP-A"],
    ["2001:db8:0:0:0:0:0:7", "IP-A"],
    ["192.0.2.7", "IP-A"],
    ["pbx.example.com:5070", "HOST-A:5070"],
    ["0.0.0.0", "0.0.0.0"],
    ["anonymous.invalid", "anonymous.invalid"],
  ])("%s is shown as %s", (place, shown) => {
    expect(new Aliases().place(place)).toBe(shown);
  });

  test.each([
    'Q.850;cause=16;text="Normal call clearing"',
    "SIP/2.0/UDP",
    '399 "codec PCMU/8000"',
    "12:30:59",
    "FPBX-16.0.40.7(18.20.2)",
    "SIP.js/0.20.0",
    "Retry-After: 120",
    "z9hG4bK776",
  ])("%s holds nothing to hide", (text) => {
    expect(new Aliases().text(text)).toBe(text);
  });

  test.each([
    ['Digest username="ann", realm="r", nonce="abc", response="6629fae49393a05397450978507c4ef1"', /ann|abc|6629/u],
    ["a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz", /WVNf/u],
    ["Authorization: Bearer abcdef0123456789", /abcdef/u],
    ["Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.rq3pjT1hoRwakEGjHCnWSwUnshd0", /eyJ/u],
    ["password=hunter2;x", /hunter2/u],
  ])("credentials go, for a terminal of one's own too: %s", (text, secret) => {
    expect(new Aliases().text(text)).not.toMatch(secret);
    expect(unredacted.text(text)).not.toMatch(secret);
  });

  test("addresses, mail addresses and long numbers never come through, whatever stands around them", () => {
    const around = string({ maxLength: 30 });
    holds(
      property(around, around, constantFrom("198.51.100.23", "ann.lee@corp.example.org", "+15550109988"), (a, b, secret) => {
        expect(new Aliases().text(`${a} ${secret} ${b}`)).not.toContain(secret);
      }),
    );
  });

  test("long hostile text takes no time", () => {
    for (const piece of ["a.", "1:", '"', "<", "a@", "sip:", "nonce=", "1.", "-", "+1 "])
      new Aliases().text(piece.repeat(200_000));
  });
});

test.each([
  ["10.1.2.3", "private"],
  ["172.31.0.1", "private"],
  ["172.32.0.1", "public"],
  ["192.168.0.1", "private"],
  ["100.64.0.1", "shared"],
  ["127.0.0.1", "loopback"],
  ["169.254.1.1", "link-local"],
  ["0.0.0.0", "unspecified"],
  ["203.0.113.9", "public"],
  ["fd00::1", "private"],
  ["::1", "loopback"],
  ["::ffff:10.0.0.1", "private"],
  ["2001:db8::1", "public"],
  ["pbx.example.com", "name"],
])("%s is %s", (host, kind) => {
  expect(kindOfAddress(host)).toBe(kind);
});
