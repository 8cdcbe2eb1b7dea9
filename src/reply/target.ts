import { variantName, type Catalog } from "../core/catalog.ts";
import type { Hit } from "../core/hit.ts";
import { nameOf } from "./response.ts";
import type { Words } from "./words.ts";

/** What a look-up found, as it is offered: its name, the query it stands for, and what it says. */
export interface Offer {
  readonly label: string;
  readonly command: string;
  readonly who: string;
  readonly verdict: string;
}

/** A hit in words; undefined for what has no answer of its own. */
export function offer(hit: Hit, catalog: Catalog, words: Words): Offer | undefined {
  switch (hit.kind) {
    case "response":
      return offerResponse(Number(hit.of), catalog, words);
    case "variant":
      return offerVariant(hit.of, catalog, words);
    case "cause":
      return offerCause(Number(hit.of), catalog, words);
    case "symptom":
      return offerSymptom(hit.of, words);
    case "vendor":
      return undefined;
  }
}

export function offerResponse(code: number, catalog: Catalog, words: Words): Offer | undefined {
  const response = catalog.response(code);
  const said = words.lexicon.responses[code];
  return response && said && { label: nameOf(response), command: String(code), who: said.who, verdict: said.verdict };
}

function offerVariant(id: string, catalog: Catalog, words: Words): Offer | undefined {
  const variant = catalog.variant(id);
  const said = words.lexicon.variants[id];
  if (!variant || !said) return undefined;
  const name = variantName(variant);
  return { label: name, command: name, who: said.who, verdict: said.verdict };
}

function offerCause(number: number, catalog: Catalog, words: Words): Offer | undefined {
  const cause = catalog.cause(number);
  const said = words.lexicon.causes.numbers[number];
  return (
    cause &&
    said && {
      label: words.say("cause.title", { cause: number, name: cause.name }),
      command: `cause ${number}`,
      who: said.gloss,
      verdict: said.meaning,
    }
  );
}

function offerSymptom(id: string, words: Words): Offer | undefined {
  const said = words.lexicon.symptoms[id];
  return said && { label: said.name, command: id.replaceAll("-", " "), who: said.who, verdict: said.verdict };
}
