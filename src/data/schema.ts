import { z } from "zod";

import type {
  Attestation,
  Cause,
  CauseMapping,
  Header,
  Location,
  ReasonProtocol,
  ResponseFacts,
  Symptom,
  Timer,
  Variant,
  Vendor,
  Warning,
} from "../core/facts.ts";
import type {
  CauseWords,
  ContrastWords,
  FindingWords,
  MeaningWords,
  ResponseWords,
  SymptomWords,
  VendorWords,
} from "../reply/lexicon.ts";

// The shape of every file in data/. Unknown keys are errors: a misspelt key must not vanish silently.

/** A line of text without stray white space. */
const text = z
  .string()
  .min(1)
  .regex(/^\S(.*\S)?$/u, "one line, no space at either end");
const code = z.int().min(100).max(999);
const dated = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date as 2026-08-31");
const source = z.union([text, z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }).optional(), seen: dated })]);
const sources = z.array(source).min(1, "a claim without a source");

const outcome = z.enum([
  "progress",
  "ringing",
  "answered",
  "redirected",
  "auth",
  "busy",
  "no-answer",
  "rejected",
  "blocked",
  "cancelled",
  "unreachable",
  "routing",
  "media",
  "state",
  "protocol",
  "server",
]);
const party = z.enum(["normal", "us", "caller", "callee", "carrier", "media", "policy"]);
const retryAdvice = z.enum([
  "not-applicable",
  "retry-with-change",
  "retry-elsewhere",
  "retry-later",
  "retry-after-random-delay",
  "retry-with-confirmation",
  "do-not-retry",
  "unspecified",
]);

const commonResponse = {
  phrase: text,
  sources,
  outcome,
  party,
  confusedWith: z.array(code).default([]),
  phrasesSeen: z.array(z.strictObject({ phrase: text, by: z.array(text).min(1) })).default([]),
};

const registered = z.strictObject({
  ...commonResponse,
  registered: z.literal(true),
  seeAlso: z.array(source).default([]),
  generatedBy: z.array(text).min(1),
  methods: z.array(text).min(1),
  retry: z.strictObject({ advice: retryAdvice, source }),
  dialog: z
    .strictObject({ ends: z.enum(["transaction", "usage", "usage-if-essential", "dialog", "nothing"]), source })
    .optional(),
  endsSubscription: z.boolean().default(false),
  headers: z
    .array(z.strictObject({ name: text, level: z.enum(["must", "should", "may"]), when: text.optional(), source }))
    .default([]),
  timers: z.array(text).default([]),
});

const unregistered = z.strictObject({
  ...commonResponse,
  registered: z.literal(false),
  kind: text,
  emittedBy: z.array(text).min(1),
  onWire: z.enum(["yes", "rare", "never", "as-500", "http"]),
  treatAs: code.optional(),
});

export const response = z.discriminatedUnion("registered", [registered, unregistered]);
export const variant = z.strictObject({ code, phrase: text, names: z.array(text).default([]), outcome, party, sources });
export const contrast = z.strictObject({ sources });
export const symptom = z.strictObject({
  codes: z.array(code).default([]),
  causes: z.array(z.int().min(1).max(127)).default([]),
  timers: z.array(text).default([]),
  sources,
});

const causeRow = z.strictObject({ cause: z.int().min(1).max(127), name: text, class: z.int().min(0).max(7), sources });
export const causes = z.strictObject({
  source: text,
  causes: z.array(causeRow),
  unverified: z.array(causeRow.omit({ sources: true })),
});
export const mapping = z.strictObject({
  causeToSip: z.strictObject({
    source,
    default: code,
    rows: z.array(z.strictObject({ cause: z.int(), sip: code.optional(), orElse: code.optional(), when: text.optional() })),
  }),
  sipToCause: z.strictObject({ source, default: z.int(), rows: z.array(z.strictObject({ sip: code, cause: z.int() })) }),
});
export const locations = z.strictObject({
  source: text,
  locations: z.array(z.strictObject({ value: z.int().min(0).max(15), token: text, name: text })),
});
export const reasons = z.strictObject({
  protocols: z.array(
    z.strictObject({ protocol: text, values: z.array(z.int()), sources, confidence: z.enum(["high", "medium"]) }),
  ),
  preemption: z.array(z.int()),
});
export const stir = z.strictObject({
  errors: z.array(z.strictObject({ code, phrase: text, source })),
  attestation: z.array(z.strictObject({ level: z.enum(["A", "B", "C"]), name: text, source })),
});
export const warnings = z.strictObject({
  warnings: z.array(z.strictObject({ warning: z.int().min(300).max(399), phrase: text, with: z.array(code), source })),
});
export const timers = z.strictObject({
  timers: z.array(z.strictObject({ id: text, value: text, ms: z.int().optional(), codes: z.array(code).default([]), source })),
});
export const headers = z.strictObject({ headers: z.array(z.strictObject({ name: text, source })) });

const numberMap = z.record(z.string().regex(/^\d+$/), z.int());
export const vendor = z.strictObject({
  name: text,
  confidence: z.enum(["high", "medium", "low"]),
  sources,
  entries: z
    .array(
      z.strictObject({
        id: text,
        codes: z.array(text).default([]),
        sip: z.array(code),
        cause: z.int().optional(),
        name: text.optional(),
        comesFrom: z.array(code).optional(),
        standard: z.boolean().optional(),
      }),
    )
    .default([]),
  mapping: z.strictObject({ sipToCause: numberMap, causeToSip: numberMap }).optional(),
});

export const responseWords = z.strictObject({
  who: text,
  verdict: text,
  first: text,
  meaning: text,
  when: z.array(text).min(2).max(4).optional(),
  do: z.array(text).min(1).max(6),
  not: text.optional(),
  retry: text.optional(),
  proxies: text.optional(),
  timers: text.optional(),
  search: z.array(text).min(1),
}) satisfies z.ZodType<ResponseWords>;

export const contrastWords = z.strictObject({
  summary: text,
  flow: text.optional(),
  differences: z.array(text).min(3).max(6),
  tell: z.array(text).min(2).max(4),
  each: z.record(z.string().regex(/^\d{3}$/), text),
}) satisfies z.ZodType<ContrastWords>;

export const symptomWords = z.strictObject({
  name: text,
  who: text,
  verdict: text,
  first: text,
  meaning: text,
  checks: z.array(text).min(3).max(6),
  codes: z.record(z.string().regex(/^\d{3}$/), text),
  search: z.array(text).min(1),
}) satisfies z.ZodType<SymptomWords>;

const meaning = z.strictObject({ meaning: text, do: text }) satisfies z.ZodType<MeaningWords>;
export const causeWords = z.record(
  text,
  z.union([text, z.strictObject({ gloss: text, meaning: text, do: text }) satisfies z.ZodType<CauseWords>]),
);
/** Groups of words that mean the same when people ask. */
export const synonyms = z.array(z.array(text).min(2));
export const plainWords = z.record(text, text);
/** Interface sentences may be white space or empty: what stands between two sentences differs by language. */
export const interfaceWords = z.record(text, z.string());
export const meaningWords = z.record(text, meaning);
export const reasonWords = z.strictObject({ protocols: plainWords, values: plainWords, frequent: plainWords });
export const stirWords = z.strictObject({ attestation: meaningWords, reason: text });
export const timerWords = z.record(text, z.strictObject({ meaning: text, seen: text }));
export const vendorWords = z.strictObject({ about: text, entries: meaningWords.default({}) }) satisfies z.ZodType<VendorWords>;

export const findingWords = z.strictObject({
  title: text,
  verdict: text,
  means: text,
  check: z.array(text).min(1).max(5),
}) satisfies z.ZodType<FindingWords>;

/**
 * Ties the files' shapes to the core's types: a field added in one place only does not compile.
 * @public
 */
export type Shapes = {
  response: Omit<ResponseFacts, "code"> extends z.infer<typeof response> ? true : never;
  variant: z.infer<typeof variant> extends Omit<Variant, "id"> ? true : never;
  symptom: z.infer<typeof symptom> extends Omit<Symptom, "id"> ? true : never;
  vendor: z.infer<typeof vendor> extends Omit<Vendor, "id"> ? true : never;
  cause: z.infer<typeof causeRow> extends Omit<Cause, "verified"> ? true : never;
  mapping: z.infer<typeof mapping> extends CauseMapping ? true : never;
  warning: z.infer<typeof warnings>["warnings"][number] extends Warning ? true : never;
  timer: z.infer<typeof timers>["timers"][number] extends Timer ? true : never;
  header: z.infer<typeof headers>["headers"][number] extends Header ? true : never;
  location: z.infer<typeof locations>["locations"][number] extends Location ? true : never;
  reason: z.infer<typeof reasons>["protocols"][number] extends ReasonProtocol ? true : never;
  attestation: z.infer<typeof stir>["attestation"][number] extends Attestation ? true : never;
};
