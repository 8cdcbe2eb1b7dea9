import { describe, expect, test } from "vitest";

import { challenge, again, digest, second } from "./finding-pairs/authentication.ts";
import { causeOf, valuesOf } from "./findings-under-test.ts";

describe("authentication", () => {
  test("a wrong password names user, realm and how often it was tried", () => {
    const ladder = `${second(digest("pbx", "n1"))}\n0.3 proxy>alice 401 ${again}\n0.4 alice>proxy INVITE cseq=3 ${digest("pbx", "n2")}\n0.5 proxy>alice 401 ${again}`;
    expect(valuesOf("credentials-refused", ladder)).toMatchObject({ user: "alice", realm: "pbx", count: 2, code: 401 });
  });

  test("an accepted challenge is never the cause of a later failure", () => {
    expect(causeOf(`${second(digest("pbx", "n1"))}\n0.3 proxy>alice 486`)).toBe("busy");
  });

  test("a REGISTER that is challenged once and accepted is registered", () => {
    const ladder = `0 alice>proxy REGISTER\n0.1 proxy>alice 401 ${challenge}\n0.2 alice>proxy REGISTER cseq=2 ${digest("pbx", "n1", "sip:example.com")} | Contact: <sip:a@192.0.2.10>;expires=600\n0.3 proxy>alice 200`;
    expect(causeOf(ladder)).toBe("registered");
    expect(valuesOf("registered", ladder)).toMatchObject({ expires: 600 });
  });

  test("a registration that is challenged at each renewal is no loop", () => {
    const round = (at: number, cseq: number) =>
      `${at} alice>proxy REGISTER cseq=${cseq}\n${at}.1 proxy>alice 401 cseq=${cseq} ${challenge}\n${at}.2 alice>proxy REGISTER cseq=${cseq + 1} ${digest("pbx", "n1", "sip:example.com")}\n${at}.3 proxy>alice 200 cseq=${cseq + 1}`;
    const cut = "60 alice>proxy REGISTER cseq=5\n60.1 proxy>alice 401 cseq=5 " + challenge;
    expect(causeOf(`${round(0, 1)}\n${round(30, 3)}\n${cut}`)).toBe("challenge-pending");
  });
});
