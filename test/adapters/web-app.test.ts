import { describe, expect, test } from "vitest";

import { createApp } from "../../src/adapters/web/app.tsx";
import { Bot } from "../../src/bot/answer.ts";
import { bare, textOf, webBot } from "./web-bot.ts";

const bot = webBot();
const faults: unknown[] = [];
const app = createApp(bot, (fault) => faults.push(fault));

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await app.request(path, { headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe("the pages", () => {
  test("the start page has the question, examples, every registered code and no answer", async () => {
    const { status, body } = await get("/");
    expect(status).toBe(200);
    expect(body).toContain('<form class="ask" role="search" action="/" method="get"');
    expect(body).toContain('href="/183-vs-401?language=en"');
    const registered = bot.catalog.facts.responses.filter((one) => one.registered);
    for (const { code } of registered) expect(body).toContain(`href="/${code}?language=en"`);
    expect(body).not.toContain("<article");
  });

  test("an answer has its title, description, canonical address and the same page in each language", async () => {
    const { status, body } = await get("/183-vs-401?language=ja");
    expect(status).toBe(200);
    expect(body).toContain('<html lang="ja">');
    expect(body).toContain("<title>183 Session Progress と 401 Unauthorized の違い · sipsense</title>");
    expect(body).toMatch(/<meta name="description" content="[^"]{20,}"/u);
    expect(body).toContain('<link rel="canonical" href="/183-vs-401?language=ja"/>');
    for (const tag of ["en", "ja"])
      expect(body).toContain(`<link rel="alternate" hreflang="${tag}" href="/183-vs-401?language=${tag}"/>`);
  });

  test("the language of the URL wins over the browser's, and the browser's over the default", async () => {
    expect((await get("/486")).body).toContain('<html lang="en">');
    expect((await get("/486", { "accept-language": "fr;q=0.9, ja-JP;q=0.8" })).body).toContain('<html lang="ja">');
    expect((await get("/486?language=en", { "accept-language": "ja" })).body).toContain('<html lang="en">');
    expect((await get("/486?language=tlh")).body).toContain('<html lang="en">');
    expect((await get(`/${encodeURIComponent("片通話")}?language=en`)).body).toContain('<html lang="en">');
  });

  test("what means nothing is a 404 that helps", async () => {
    for (const path of ["/zzqqxy", "/zzqqxy?language=ja", "/etc/passwd", "/assets/none.css", "/.git/config"]) {
      const { status, body } = await get(path);
      expect({ path, status, helps: body.includes("<form") }).toEqual({ path, status: 404, helps: true });
    }
    expect((await get("/zzqqxy")).body).toContain('class="choice"');
  });

  test.each(["/799", "/45", "/699", "/cause-999", "/proxy-problem", "/phone-broken", "/watch", "/%20"])(
    "%s is an answer in itself, in each language: the browser has no failure to report",
    async (path) => {
      for (const language of ["en", "ja"]) {
        const { status, body } = await get(`${path}?language=${language}`);
        expect({ status, answers: body.includes("<article") }).toEqual({ status: 200, answers: true });
      }
    },
  );

  test("only GET is answered", async () => {
    const response = await app.request("/486", { method: "POST" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect((await app.request("/486", { method: "HEAD" })).status).toBe(200);
  });

  test("a fault of ours is reported and answered with a page, in the asker's language", async () => {
    const broken = createApp(
      new Proxy(bot, {
        get: (target, key) =>
          key === "answer"
            ? () => {
                throw new Error("planted");
              }
            : bound(target, key),
      }),
      (fault) => faults.push(fault),
    );
    const response = await broken.request("/486?language=ja");
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('<html lang="ja">');
    expect(faults.map(String)).toEqual(["Error: planted"]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});

function bound(target: Bot, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key, target);
  return typeof value === "function" ? value.bind(target) : value;
}

describe("the form without a script", () => {
  test("leads to the permalink, in the language of the page or of the words", async () => {
    expect(await redirect("/?query=183+vs+401&language=ja")).toBe("/183-vs-401?language=ja");
    expect(await redirect("/?query=busy&language=en")).toBe("/486?language=en");
    expect(await redirect(`/?query=${encodeURIComponent("486 in ja")}&language=en`)).toBe("/486?language=ja");
  });

  test("carries the asker's own words along when they add something to the answer", async () => {
    const to = await redirect("/?query=486+Decline&language=en");
    expect(to).toBe("/486?language=en&query=486%20Decline");
    expect(textOf((await get(to ?? "")).body)).toContain(bare("is not the phrase of 486"));
    expect((await get(to ?? "")).body).toContain('<link rel="canonical" href="/486?language=en"/>');
  });

  test("a pasted SIP message is read with its line breaks", async () => {
    const message = "SIP/2.0 503 Service Unavailable\r\nVia: SIP/2.0/UDP 192.0.2.1\r\nCSeq: 1 INVITE\r\n";
    const to = await redirect(`/?query=${encodeURIComponent(message)}`);
    expect(to).toMatch(/^\/503\?language=en/u);
    expect(textOf((await get(to ?? "")).body)).toContain(bare("Read as sip: 1 SIP message"));
  });

  test("words of another code do not change a permalink", async () => {
    expect((await get("/486?query=503")).body).toContain("<title>486 Busy Here");
  });

  test("what has no address is answered in place, and the language switch keeps the question", async () => {
    const { status, body } = await get("/?query=zzqqxy&language=ja");
    expect(status).toBe(200);
    expect(body).toContain('<html lang="ja">');
    expect(body).toContain('href="/?query=zzqqxy&amp;language=en"');
    expect((await get(`/?query=${encodeURIComponent("ぬるぽぬるぽ")}&language=en`)).body).toContain('<html lang="en">');
  });
});

async function redirect(path: string): Promise<string | null> {
  const response = await app.request(path);
  expect(response.status).toBe(303);
  return response.headers.get("location");
}

describe("what the script and other programs ask for", () => {
  test("suggestions are JSON with the link of each", async () => {
    const { headers, body } = await get("/suggest?query=183&language=ja");
    expect(headers.get("content-type")).toContain("application/json");
    const found: unknown = JSON.parse(body);
    expect(found).toContainEqual(
      expect.objectContaining({ label: "183 Session Progress", query: "183", href: "/183?language=ja" }),
    );
    expect(JSON.parse((await get("/suggest")).body)).toEqual([]);
  });

  test("an answer is JSON with its kind, codes, address and reply", async () => {
    const answer: unknown = JSON.parse((await get("/answer?query=busy&language=en")).body);
    expect(answer).toMatchObject({
      query: "busy",
      kind: "response",
      codes: [486],
      address: "486",
      permalink: "/486?language=en",
      reply: { title: "486 Busy Here" },
    });
  });

  test("livez says ok", async () => {
    expect((await get("/livez")).body).toBe("ok");
  });

  test("assets are named by their content and kept for a year", async () => {
    const { body } = await get("/");
    const paths = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu)].map((match) => match[1] ?? "");
    expect(paths.length).toBeGreaterThanOrEqual(4);
    for (const path of paths) {
      const { status, headers } = await get(path);
      expect(path).toMatch(/\.[0-9a-f]{12}\.(?:css|js|svg)$/u);
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toContain("immutable");
    }
  });
});

describe("safety", () => {
  const paths = [
    "/",
    "/486",
    "/799",
    "/suggest?query=4",
    "/answer?query=4",
    "/livez",
    "/assets/x",
    "/?query=busy",
    "/favicon.ico",
  ];

  test.each(paths)("%s carries the strict headers", async (path) => {
    const { headers } = await get(path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
  });

  test("no page has an inline script, an inline style or an address of another host to load", async () => {
    for (const path of ["/", "/486", "/183-vs-401", "/4xx", "/one-way-audio", "/799"]) {
      const { body } = await get(path);
      expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+=/u);
      expect([...body.matchAll(/<script(?![^>]*\ssrc="\/assets\/)/gu)]).toEqual([]);
      expect(body).not.toMatch(/<(?:link|script|img)[^>]*(?:href|src)="(?:https?:)?\/\//u);
    }
  });

  const hostile = [
    "a".repeat(10_000),
    "486 ".repeat(2500),
    "<script>alert(1)</script>",
    `"><img src=x onerror=alert(1)>`,
    "../../etc/passwd",
    "@everyone <!channel>",
    "\u0000\u0001\u001B[31m",
    "\u202E486\u202C",
    "{{7*7}} ${7*7}",
    "' OR 1=1 --",
    "\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "..",
    ".",
    "//evil.example/",
    "\\\\evil",
    "%",
    "💥".repeat(500),
  ];

  test.each(hostile.map((text) => [text.slice(0, 40), text]))("%j is a clear page, asked by form or by path", async (_, text) => {
    for (const path of [
      `/?query=${encodeURIComponent(text)}`,
      `/${encodeURIComponent(text)}`,
      `/486?query=${encodeURIComponent(text)}`,
      `/486?language=${encodeURIComponent(text)}`,
    ]) {
      const { status, headers, body } = await get(path);
      expect([200, 303, 404]).toContain(status);
      expect(body).not.toMatch(/<script>|<img/u);
      expect(headers.get("set-cookie")).toBeNull();
      // A redirect stays on this host: "//evil.example" and "/\\evil" would leave it.
      expect(headers.get("location") ?? "/486").toMatch(/^\/[^/\\]/u);
    }
    for (const path of ["suggest", "answer"]) expect((await get(`/${path}?query=${encodeURIComponent(text)}`)).status).toBe(200);
  });

  test.each(["/%E0%A4%A", "/%", "/%00", "/?query=%E0%A4%A", "/?query=%", "/486?language=%E0%A4%A", "/%2e%2e/%2e%2e/etc/passwd"])(
    "the broken escape %s is a clear page",
    async (path) => {
      const { status, body } = await get(path);
      expect([200, 404]).toContain(status);
      expect(body).toContain("<form");
    },
  );
});
