import { readDeed, type Deed } from "../../reply/deed.ts";

/** What a click on one of our buttons asks for. */
export type SlackAction =
  | { readonly kind: "run"; readonly query: string; readonly language: string }
  | { readonly kind: "more" | "less" | "share"; readonly state: string }
  | { readonly kind: "page"; readonly page: number; readonly state: string }
  | { readonly kind: "language"; readonly tag: string; readonly state: string }
  /** A button of a card of the watch. */
  | { readonly kind: "deed"; readonly deed: Deed };

/** Every action_id of ours starts so. */
export const actionPrefix = "sip.";

/** The action_ids of the buttons; each is there once in a message. */
export const actionIds = {
  run: (number: number) => `${actionPrefix}run.${number}`,
  deed: (number: number) => `${actionPrefix}deed.${number}`,
  more: `${actionPrefix}more`,
  less: `${actionPrefix}less`,
  share: `${actionPrefix}share`,
  page: (page: number) => `${actionPrefix}page.${page}`,
  language: (tag: string) => `${actionPrefix}language.${tag}`,
} as const;

/** The value of a button that runs a query. */
export function runValue(query: string, language: string): string {
  return JSON.stringify({ q: query, l: language });
}

/** Reads a click; undefined when the button is not ours or its value was not made by us. */
export function parseAction(actionId: string, value: string | undefined): SlackAction | undefined {
  if (value === undefined) return undefined;
  const [, deed, detail] = /^sip\.(run|deed|more|less|share|page|language)(?:\.([A-Za-z\d-]{1,35}))?$/u.exec(actionId) ?? [];
  switch (deed) {
    case "run":
      return parseRun(value);
    case "deed": {
      const read = readDeed(value);
      return read && { kind: "deed", deed: read };
    }
    case "more":
    case "less":
    case "share":
      return detail === undefined ? { kind: deed, state: value } : undefined;
    case "page":
      return /^\d{1,5}$/u.test(detail ?? "") ? { kind: "page", page: Number(detail), state: value } : undefined;
    case "language":
      return detail === undefined ? undefined : { kind: "language", tag: detail, state: value };
    default:
      return undefined;
  }
}

function parseRun(value: string): SlackAction | undefined {
  let read: unknown;
  try {
    read = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null || !("q" in read) || !("l" in read)) return undefined;
  const { q: query, l: language } = read;
  return typeof query === "string" && typeof language === "string" ? { kind: "run", query, language } : undefined;
}
