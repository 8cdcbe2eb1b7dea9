import { match } from "@formatjs/intl-localematcher";

/** The available tag that fits the wishes best (ja-JP → ja); the first available one when none does. */
export function negotiate(wishes: readonly string[], available: readonly string[]): string {
  const fallback = available[0] ?? "en";
  const exact = wishes.find((wish) => available.includes(wish));
  if (exact !== undefined && exact === wishes[0]) return exact;
  const wellFormed = wishes.filter(isTag);
  return wellFormed.length === 0 ? fallback : match(wellFormed, available, fallback);
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
