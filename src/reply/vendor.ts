import type { Answer } from "../core/answer.ts";
import type { Catalog, VendorMatch } from "../core/catalog.ts";
import type { Vendor } from "../core/facts.ts";
import { codeChoices } from "./cause.ts";
import { filled, type Block, type Line, type Reply } from "./document.ts";
import { nameOf } from "./response.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

/** What a vendor means by a sub-code, beside what SIP means by the response it comes with. */
export function vendorReply({ matches }: Extract<Answer, { kind: "vendor" }>, catalog: Catalog, words: Words): Reply {
  const title = matches.length === 1 && matches[0] ? matchTitle(matches[0]) : words.join([...new Set(matches.map(matchTitle))]);
  const first = matches[0];
  const said = first && words.lexicon.vendors[first.vendor.id]?.entries[first.entry.id];
  const codes = [...new Set(matches.flatMap(({ entry }) => entry.sip))];
  return {
    title,
    language: words.language,
    severity: "warning",
    audience: "everyone",
    short: filled(
      [{ text: title, style: "strong" }, ...withSip(codes, catalog)],
      marked(said?.meaning ?? ""),
      marked(said?.do ?? ""),
    ),
    body: [
      ...matches.flatMap((match) => section(match, matches.length > 1, catalog, words)),
      { kind: "links", label: words.say("section.sources"), links: citeAll(matches.flatMap(({ vendor }) => vendor.sources)) },
      { kind: "choices", label: words.say("section.choices"), choices: codeChoices(codes, catalog) },
    ],
  };
}

/** All that is known of one vendor: where it shows its codes, what each means, how it maps causes. */
export function vendorIndexReply({ vendor }: Extract<Answer, { kind: "vendor-index" }>, catalog: Catalog, words: Words): Reply {
  const said = words.lexicon.vendors[vendor.id];
  const rows = vendor.entries.flatMap((entry): Line[][] => {
    const own = said?.entries[entry.id];
    const cause = entry.cause === undefined ? undefined : words.lexicon.causes.numbers[entry.cause];
    const meaning = own?.meaning ?? cause?.meaning;
    const name = entry.sip.length === 0 || entry.id === String(entry.sip[0]) ? entry.id : `${entry.id} (${entry.sip.join(", ")})`;
    return meaning === undefined ? [] : [[[{ text: name, style: "strong" }], marked(meaning)]];
  });
  const differs = mappingRows(vendor);
  return {
    title: vendor.name,
    language: words.language,
    severity: "info",
    audience: "everyone",
    short: filled([{ text: vendor.name, style: "strong" }], marked(said?.about ?? "")),
    body: [
      { kind: "text", text: marked(said?.about ?? "") },
      {
        kind: "facts",
        facts: [{ label: words.say("vendor.confidence"), value: [{ text: words.say(`confidence.${vendor.confidence}`) }] }],
      },
      ...(rows.length > 0
        ? [{ kind: "table", columns: [words.say("table.code"), words.say("table.verdict")], rows } as const]
        : []),
      ...(differs === ""
        ? []
        : [{ kind: "facts", facts: [{ label: words.say("vendor.mapping"), value: [{ text: differs }] }] } as const]),
      { kind: "links", label: words.say("section.sources"), links: citeAll(vendor.sources) },
      {
        kind: "choices",
        label: words.say("section.choices"),
        choices: codeChoices(
          vendor.entries.flatMap((entry) => entry.sip),
          catalog,
        ),
      },
    ],
  };
}

function mappingRows({ mapping }: Vendor): string {
  return Object.entries(mapping?.sipToCause ?? {})
    .map(([code, cause]) => `${code} → ${cause}`)
    .join(", ");
}

function matchTitle({ vendor, entry }: VendorMatch): string {
  return entry.name === undefined ? `${vendor.name} ${entry.id}` : `${vendor.name} ${entry.id}: ${entry.name}`;
}

function withSip(codes: readonly number[], catalog: Catalog): Line {
  const names = codes.map((code) => catalog.response(code)).flatMap((one) => (one ? [nameOf(one)] : []));
  return names.length === 0 ? [] : [{ text: ` · ${names.join(", ")}` }];
}

function section(match: VendorMatch, headed: boolean, catalog: Catalog, words: Words): Block[] {
  const { vendor, entry } = match;
  const said = words.lexicon.vendors[vendor.id];
  const own = said?.entries[entry.id];
  const sip = entry.sip.map((code) => catalog.response(code)).filter((one) => one !== undefined);
  return [
    ...(headed ? [{ kind: "heading", text: [{ text: matchTitle(match) }] } as const] : []),
    ...(own ? [{ kind: "text", text: marked(own.meaning) } as const] : []),
    {
      kind: "facts",
      facts: [
        ...(own ? [{ label: words.say("section.do"), value: marked(own.do) }] : []),
        ...sip.map((response) => ({
          label: nameOf(response),
          value: marked(words.lexicon.responses[response.code]?.verdict ?? ""),
        })),
        ...(entry.cause === undefined ? [] : [{ label: words.say("vendor.cause"), value: [{ text: String(entry.cause) }] }]),
        { label: words.say("vendor.about", { vendor: vendor.name }), value: marked(said?.about ?? "") },
        { label: words.say("vendor.confidence"), value: [{ text: words.say(`confidence.${vendor.confidence}`) }] },
      ],
    },
  ];
}
