import type { Asked } from "../../chat/state.ts";
import { limits } from "./limits.ts";

/** Where the question of a message is found again: its own words, a message that was read, or our short memory. */
export type Source =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "message"; readonly id: string }
  | { readonly kind: "kept"; readonly key: string };

/** What a click on one of our buttons asks for. */
export type Click =
  | { readonly kind: "run"; readonly query: string; readonly language: string }
  | { readonly kind: "more" | "less" | "share" | "language"; readonly source: Source; readonly language: string }
  | { readonly kind: "page"; readonly page: number; readonly source: Source; readonly language: string };

const verbs = { more: "m", less: "l", share: "s", language: "g" } as const;
const deeds = { m: "more", l: "less", s: "share", g: "language" } as const;
const signs = { text: "=", message: "@", kept: "#" } as const;

/** The custom_id of each deed; `language` is the one the answer shall be in. */
export const customIds = {
  deed: (deed: keyof typeof verbs, source: Source, language: string) => `${verbs[deed]}:${language}:${writeSource(source)}`,
  page: (page: number, source: Source, language: string) => `p${page}:${language}:${writeSource(source)}`,
  /** A button that runs a query; the number keeps two of them apart. Undefined when the query is too long. */
  run: (number: number, query: string, language: string): string | undefined => {
    const id = `r${number}:${language}:${query}`;
    return id.length <= limits.customId && isPlain(query) ? id : undefined;
  },
  /** A select whose values are queries. */
  choose: (number: number, language: string) => `c${number}:${language}:`,
} as const;

/** Room for a question in every custom_id: the longest start is a page's with the longest tag that ships. */
const roomForText = limits.customId - "p99999:xx-Xxxx-XX:=".length;

/**
 * The source to write into buttons. Short questions stand there themselves; of longer ones the message they came in is
 * read again, or a kept answer; else the answer's address gives the same answer, or the question is cut.
 */
export function sourceOf(asked: Asked, address: string | undefined, elsewhere: Source | undefined): Source {
  const { text } = asked;
  if (fits(text)) return { kind: "text", text };
  if (elsewhere !== undefined) return elsewhere;
  if (address !== undefined && fits(address)) return { kind: "text", text: address };
  return { kind: "text", text: [...text.replaceAll(/\s+/gu, " ").trim()].slice(0, roomForText / 2).join("") };
}

/** Reads a click; undefined when the id was not made by us. `values` are a select's. */
export function readClick(customId: string, values: readonly string[] = []): Click | undefined {
  const [, deed = "", number = "", language = "", rest = ""] =
    /^([mlsgprc])(\d{0,5}):([A-Za-z][A-Za-z\d-]{0,34}):(.{0,100})$/su.exec(customId) ?? [];
  const [chosen] = values;
  if (deed === "r") return { kind: "run", query: rest, language };
  if (deed === "c") return chosen === undefined ? undefined : { kind: "run", query: chosen, language };
  const source = readSource(rest);
  if (source === undefined) return undefined;
  if (deed === "p") return { kind: "page", page: Number(number), source, language };
  return isDeed(deed) ? { kind: deeds[deed], source, language } : undefined;
}

function isDeed(verb: string): verb is keyof typeof deeds {
  return verb in deeds;
}

function writeSource(source: Source): string {
  switch (source.kind) {
    case "text":
      return signs.text + source.text;
    case "message":
      return signs.message + source.id;
    case "kept":
      return signs.kept + source.key;
  }
}

function readSource(written: string): Source | undefined {
  const [sign, rest] = [written.slice(0, 1), written.slice(1)];
  if (sign === signs.text) return { kind: "text", text: rest };
  if (sign === signs.message && /^\d{1,20}$/u.test(rest)) return { kind: "message", id: rest };
  return sign === signs.kept && rest !== "" ? { kind: "kept", key: rest } : undefined;
}

/** Whether a question can stand in a button itself. */
export function fits(text: string): boolean {
  return text.length <= roomForText && isPlain(text);
}

// Discord trims an id, and we do not know what it makes of line breaks.
function isPlain(text: string): boolean {
  return text.trim() === text && text !== "" && !/[\p{Cc}\p{Cs}]/u.test(text);
}
