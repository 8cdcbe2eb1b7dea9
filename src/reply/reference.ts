import type { Answer } from "../core/answer.ts";
import type { Catalog } from "../core/catalog.ts";
import type { ResponseFacts, Source } from "../core/facts.ts";
import { codeChoices } from "./cause.ts";
import { filled, type Block, type Line, type Reply } from "./document.ts";
import { timerName } from "./response-facts.ts";
import { nameOf } from "./response.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

// The small things that explain a response: Reason values, Warning codes, timers, attestation levels.

interface Parts {
  readonly title: string;
  readonly meaning: Line;
  readonly more?: Line | undefined;
  readonly moreLabel?: string | undefined;
  readonly list?: Block | undefined;
  readonly codes: readonly number[];
  readonly sources: readonly Source[];
}

export function reasonReply({ protocol, cause }: Extract<Answer, { kind: "reason" }>, catalog: Catalog, words: Words): Reply {
  const known = catalog.facts.reasons.find((one) => one.protocol.toLowerCase() === protocol.toLowerCase());
  const name = known?.protocol ?? protocol;
  // SIP and STIR carry response codes (RFC 3326 §2, RFC 9410 §3); the others have numbers of their own.
  const response = name === "SIP" || name === "STIR" ? catalog.response(cause) : undefined;
  const frequent = Object.entries(words.lexicon.reasons.frequent).filter(([value]) =>
    value.toLowerCase().startsWith(`${name.toLowerCase()};cause=${cause}`),
  );
  return build(
    {
      title: `Reason: ${name};cause=${cause}${response ? ` (${response.phrase})` : ""}`,
      meaning: marked(frequent[0]?.[1] ?? valueMeaning(name, cause, response, words)),
      more: marked(protocolMeaning(name, words)),
      moreLabel: words.say("section.protocol"),
      list: frequent.length > 1 ? frequentList(frequent, words) : undefined,
      codes: response ? [response.code] : [],
      sources: ["RFC 3326 §2", ...(known?.sources ?? [])],
    },
    catalog,
    words,
  );
}

function valueMeaning(name: string, cause: number, response: ResponseFacts | undefined, words: Words): string {
  const verdict = response && words.lexicon.responses[response.code]?.verdict;
  return words.lexicon.reasons.values[`${name} ${cause}`] ?? verdict ?? words.say("reason.unknown-value");
}

function protocolMeaning(name: string, words: Words): string {
  const { reasons, stir } = words.lexicon;
  return name === "STIR" ? stir.reason : (reasons.protocols[name] ?? words.say("reason.unknown-protocol"));
}

function frequentList(frequent: readonly (readonly [string, string])[], words: Words): Block {
  const items = frequent.map(([literal, text]): Line => [{ text: literal, style: "code" }, { text: ": " }, ...marked(text)]);
  return { kind: "list", label: words.say("section.frequent"), ordered: false, items };
}

export function warningReply({ warning }: Extract<Answer, { kind: "warning" }>, catalog: Catalog, words: Words): Reply {
  const known = catalog.facts.warnings.find((one) => one.warning === warning);
  const said = words.lexicon.warnings[warning];
  return build(
    {
      title: `Warning: ${warning} ${known?.phrase ?? ""}`.trim(),
      meaning: marked(said?.meaning ?? ""),
      more: marked(said?.do ?? ""),
      moreLabel: words.say("section.do"),
      codes: known?.with ?? [],
      sources: known ? [known.source] : [],
    },
    catalog,
    words,
  );
}

export function timerReply({ timer }: Extract<Answer, { kind: "timer" }>, catalog: Catalog, words: Words): Reply {
  const known = catalog.timer(timer);
  const said = words.lexicon.timers[known?.id ?? ""];
  if (!known || !said) throw new Error(`languages/${words.language}/timers.yaml has no timer ${timer}`);
  return build(
    {
      title: timerName(known.id, known.value, words),
      meaning: marked(said.meaning),
      more: marked(said.seen),
      moreLabel: words.say("section.seen"),
      codes: known.codes,
      sources: [known.source],
    },
    catalog,
    words,
  );
}

export function attestationReply({ level }: Extract<Answer, { kind: "attestation" }>, catalog: Catalog, words: Words): Reply {
  const known = catalog.facts.attestation.find((one) => one.level === level);
  const said = words.lexicon.stir.attestation[level];
  return build(
    {
      title: words.say("attestation.title", { level, name: known?.name ?? "" }),
      meaning: marked(said?.meaning ?? ""),
      more: marked(said?.do ?? ""),
      moreLabel: words.say("section.do"),
      codes: [428, 436, 437, 438],
      sources: known ? [known.source, "RFC 8224 §6.2.2"] : [],
    },
    catalog,
    words,
  );
}

function build(parts: Parts, catalog: Catalog, words: Words): Reply {
  const seen = parts.codes.map((code) => catalog.response(code)).filter((one) => one !== undefined);
  return {
    title: parts.title,
    language: words.language,
    severity: "info",
    audience: "everyone",
    short: filled([{ text: parts.title, style: "strong" }], parts.meaning, parts.more ?? []),
    body: [
      { kind: "text", text: parts.meaning },
      ...(parts.more && parts.more.length > 0
        ? [{ kind: "facts", facts: [{ label: parts.moreLabel ?? "", value: parts.more }] } as const]
        : []),
      ...(parts.list ? [parts.list] : []),
      ...(seen.length > 0
        ? [
            {
              kind: "facts",
              facts: [{ label: words.say("section.with"), value: [{ text: words.join(seen.map(nameOf)) }] }],
            } as const,
          ]
        : []),
      { kind: "links", label: words.say("section.sources"), links: citeAll(parts.sources) },
      { kind: "choices", label: words.say("section.choices"), choices: codeChoices(parts.codes, catalog) },
    ],
  };
}
