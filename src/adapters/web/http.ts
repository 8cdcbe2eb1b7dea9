import type { MiddlewareHandler } from "hono";

/** Who asks: the words, the language the URL names, and all languages in order of wish. */
export interface Asker {
  readonly query: string;
  readonly language: string | undefined;
  readonly languages: readonly string[];
}

/** Reads the question out of a request's URL; a broken escape becomes a replacement character, never an error. */
export function asker(url: string, acceptLanguage: string | undefined): Asker {
  const { searchParams } = new URL(url);
  const language = searchParams.get("language")?.slice(0, 35) || undefined;
  return {
    query: searchParams.get("query") ?? "",
    language,
    languages: [...(language === undefined ? [] : [language]), ...accepted(acceptLanguage ?? "")],
  };
}

/** Tags of an Accept-Language header, best first. */
function accepted(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.split(";q=");
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ tag, quality }) => tag !== "" && tag !== "*" && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
};

/** The same strict headers on everything that leaves. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
};
