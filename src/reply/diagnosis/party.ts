import type { Party } from "../../core/trace/parties.ts";
import type { Redactor } from "../../core/trace/redact.ts";

/** What stands at the head of a lifeline: the alias, and what is known of the party beside it. */
export interface Head {
  readonly name: string;
  readonly about: string;
}

// The words of these are the protocol's, the same in every language.
const kinds: Readonly<Record<Party["address"], string | undefined>> = {
  private: "private",
  shared: "CGNAT",
  loopback: "loopback",
  "link-local": "link-local",
  unspecified: undefined,
  public: undefined,
  name: undefined,
};

/** The head of a party; `width` is the most characters a line of it may have. */
export function headOf({ place, role, product, address }: Party, redactor: Redactor, width: number): Head {
  const alias = place.startsWith("+") || place === "?" ? place : redactor.place(place);
  const kind = kinds[address];
  const name = kind === undefined || `${alias} (${kind})`.length > width ? alias : `${alias} (${kind})`;
  const about = [role, product].filter((one) => one !== undefined).join(" · ");
  return { name: clipped(name, width), about: clipped(about.length > width ? (role ?? about) : about, width) };
}

/** At most `width` characters. */
export function clipped(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 2)).join("")}..`;
}

/** Seconds for people: "0.012", "32.001", "1234.5". */
export function seconds(value: number): string {
  return value.toFixed(Math.abs(value) < 1000 ? 3 : 1);
}

/** A length of time: "4.5 s", "32 s". */
export function span(value: number): string {
  return `${value < 10 ? value.toFixed(1).replace(/\.0$/u, "") : Math.round(value)} s`;
}

/** How often a message was seen, and over which time: " x6 +15.5s"; nothing when it was seen once. */
export function repeatsOf({ times, during }: { readonly times: number; readonly during: number }, sign: string): string {
  if (times < 2) return "";
  return during < 0.1 ? ` ${sign}${times}` : ` ${sign}${times} +${span(during).replace(" ", "")}`;
}
