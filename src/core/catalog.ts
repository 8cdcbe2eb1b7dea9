import type { Cause, Contrast, Facts, ResponseFacts, Symptom, Timer, Variant, Vendor, VendorEntry } from "./facts.ts";

export type ResponseClass =
  | "Provisional"
  | "Successful"
  | "Redirection"
  | "Request Failure"
  | "Server Failure"
  | "Global Failure";

const classes: readonly ResponseClass[] = [
  "Provisional",
  "Successful",
  "Redirection",
  "Request Failure",
  "Server Failure",
  "Global Failure",
];

/** The class of a code in RFC 3261 §7.2's words; undefined outside 100 to 699. */
export function responseClass(code: number): ResponseClass | undefined {
  return classes[Math.floor(code / 100) - 1];
}

/** The name a variant goes by: "603+", "603 carrier block", "403 Stale Date". */
export function variantName({ code, phrase, names }: Variant): string {
  const [own = phrase] = names;
  return own.startsWith(String(code)) ? own : `${code} ${own}`;
}

/** What a stateful proxy does with a response (RFC 3261 §16.7). */
export type Forwarding = "never" | "at-once" | "best-of-branches" | "cancels-branches";

export function forwarding(code: number): Forwarding {
  if (code === 100) return "never";
  if (code < 300) return "at-once";
  return code < 600 ? "best-of-branches" : "cancels-branches";
}

/** How an INVITE's sender confirms the response (RFC 3261 §13.2.2.4, §17.1.1.3). */
export function acknowledgement(code: number): "none" | "end-to-end" | "hop-by-hop" {
  if (code < 200) return "none";
  return code < 300 ? "end-to-end" : "hop-by-hop";
}

export interface VendorMatch {
  readonly vendor: Vendor;
  readonly entry: VendorEntry;
}

/** A platform whose table leaves RFC 3398 for one code or cause. */
export interface Deviation {
  readonly vendor: Vendor;
  readonly to: number;
}

/** All facts, found by what people name them with. Built once; every look-up is a map access or a short scan. */
export class Catalog {
  readonly facts: Facts;
  readonly #responses: ReadonlyMap<number, ResponseFacts>;
  readonly #variants: ReadonlyMap<string, Variant>;
  readonly #contrasts: ReadonlyMap<string, Contrast>;
  readonly #causes: ReadonlyMap<number, Cause>;
  readonly #symptoms: ReadonlyMap<string, Symptom>;
  readonly #timers: ReadonlyMap<string, Timer>;
  readonly #entries: ReadonlyMap<string, readonly VendorMatch[]>;
  readonly #meanings: ReadonlyMap<number, readonly VendorMatch[]>;
  readonly #compared: ReadonlyMap<number, readonly number[]>;

  constructor(facts: Facts) {
    this.facts = facts;
    this.#responses = new Map(facts.responses.map((one) => [one.code, one]));
    this.#variants = new Map(facts.variants.map((one) => [one.id, one]));
    this.#contrasts = new Map(facts.contrasts.map((one) => [one.id, one]));
    this.#causes = new Map(facts.causes.map((one) => [one.cause, one]));
    this.#symptoms = new Map(facts.symptoms.map((one) => [one.id, one]));
    this.#timers = new Map(facts.timers.map((one) => [one.id.toLowerCase(), one]));
    this.#entries = vendorEntries(facts.vendors);
    this.#meanings = vendorMeanings(facts.vendors);
    this.#compared = compared(facts.contrasts);
  }

  response(code: number): ResponseFacts | undefined {
    return this.#responses.get(code);
  }

  variant(id: string): Variant | undefined {
    return this.#variants.get(id);
  }

  variantsOf(code: number): Variant[] {
    return this.facts.variants.filter((variant) => variant.code === code);
  }

  cause(cause: number): Cause | undefined {
    return this.#causes.get(cause);
  }

  symptom(id: string): Symptom | undefined {
    return this.#symptoms.get(id);
  }

  /** Symptoms that this code is seen with. */
  symptomsOf(code: number): Symptom[] {
    return this.facts.symptoms.filter((symptom) => symptom.codes.includes(code));
  }

  /** A timer by its name, letters in any case. */
  timer(id: string): Timer | undefined {
    return this.#timers.get(id.toLowerCase());
  }

  /** The curated comparison of exactly these codes. */
  contrast(codes: readonly number[]): Contrast | undefined {
    return this.#contrasts.get(codes.toSorted((a, b) => a - b).join("-"));
  }

  /** Codes with a curated comparison to this one, the pairs only, in rising order. */
  comparedWith(code: number): readonly number[] {
    return this.#compared.get(code) ?? [];
  }

  /** What vendors mean by a sub-code ("D35", "560403", "USER_BUSY"), letters in any case. */
  vendorEntries(code: string): readonly VendorMatch[] {
    return this.#entries.get(code.toUpperCase()) ?? [];
  }

  /** Vendors' own meanings of a response, those with a name or sub-code first. */
  vendorMeanings(code: number): readonly VendorMatch[] {
    return this.#meanings.get(code) ?? [];
  }

  /** RFC 3398 §8.2.6.1: the cause a gateway sends for a response; undefined where none is sent. */
  causeFor(code: number): number | undefined {
    if (code < 300) return undefined;
    return this.facts.mapping.sipToCause.rows.find((row) => row.sip === code)?.cause;
  }

  /** RFC 3398 §7.2.4.1: the causes that become this response. */
  causesOf(code: number): number[] {
    return this.facts.mapping.causeToSip.rows.filter((row) => row.sip === code || row.orElse === code).map((row) => row.cause);
  }

  /** RFC 3398 §7.2.4.1: the responses a cause becomes, likeliest first; the default is 500, cause 16 has none. */
  responsesFor(cause: number): number[] {
    const rows = this.facts.mapping.causeToSip.rows.filter((row) => row.cause === cause);
    if (rows.length === 0) return [this.facts.mapping.causeToSip.default];
    return rows.flatMap((row) => [row.sip, row.orElse]).filter((code) => code !== undefined);
  }

  /** RFC 3398 §8.2.6.1: the responses that become this cause. */
  responsesTo(cause: number): number[] {
    return this.facts.mapping.sipToCause.rows.filter((row) => row.cause === cause).map((row) => row.sip);
  }

  /** Platforms that turn this response into another cause than RFC 3398 says. */
  deviationsOfCode(code: number): Deviation[] {
    const standard = this.causeFor(code);
    return this.#deviations((vendor) => vendor.mapping?.sipToCause[code], standard === undefined ? [] : [standard]);
  }

  /** Platforms that turn this cause into another response than RFC 3398 says. */
  deviationsOfCause(cause: number): Deviation[] {
    return this.#deviations((vendor) => vendor.mapping?.causeToSip[cause], this.responsesFor(cause));
  }

  #deviations(target: (vendor: Vendor) => number | undefined, standard: readonly number[]): Deviation[] {
    return this.facts.vendors.flatMap((vendor) => {
      const to = target(vendor);
      return to === undefined || standard.includes(to) ? [] : [{ vendor, to }];
    });
  }

  /** Known codes whose digits fit "4xx", "48x" or "486"; registered ones first, each part in rising order. */
  matching(pattern: string): ResponseFacts[] {
    return this.facts.responses
      .filter(({ code }) => [...String(code)].every((digit, index) => pattern[index] === "x" || pattern[index] === digit))
      .toSorted((a, b) => Number(b.registered) - Number(a.registered) || a.code - b.code);
  }

  /** Registered codes from one number to another, both included. */
  between(from: number, to: number): number[] {
    return this.facts.responses.filter((one) => one.registered && one.code >= from && one.code <= to).map((one) => one.code);
  }

  /** The known codes nearest to a number: same class first, then by distance in digits and in value. */
  nearest(code: number, count: number): number[] {
    const distance = (other: number) =>
      (Math.floor(other / 100) === Math.floor(code / 100) ? 0 : 1000) + digitsApart(code, other) * 100 + Math.abs(other - code);
    return this.facts.responses
      .filter((one) => one.registered)
      .map((one) => one.code)
      .toSorted((a, b) => distance(a) - distance(b))
      .slice(0, count);
  }
}

function digitsApart(a: number, b: number): number {
  const other = String(b);
  return [...String(a)].filter((digit, index) => digit !== other[index]).length;
}

function vendorEntries(vendors: readonly Vendor[]): Map<string, VendorMatch[]> {
  return gather(
    vendors.flatMap((vendor) =>
      vendor.entries.flatMap((entry) => entry.codes.map((code) => [code.toUpperCase(), { vendor, entry }] as const)),
    ),
  );
}

function vendorMeanings(vendors: readonly Vendor[]): Map<number, VendorMatch[]> {
  return gather(
    vendors.flatMap((vendor) =>
      vendor.entries
        .filter((entry) => entry.standard !== true)
        .flatMap((entry) => entry.sip.map((code) => [code, { vendor, entry }] as const)),
    ),
  );
}

function compared(contrasts: readonly Contrast[]): Map<number, number[]> {
  const couples = contrasts.filter(({ codes }) => codes.length === 2);
  return gather(
    couples.flatMap(({ codes }) =>
      codes.flatMap((code) => codes.filter((other) => other !== code).map((other) => [code, other] as const)),
    ),
  );
}

function gather<K, V>(pairs: readonly (readonly [K, V])[]): Map<K, V[]> {
  const found = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const known = found.get(key);
    if (known) known.push(value);
    else found.set(key, [value]);
  }
  return found;
}
