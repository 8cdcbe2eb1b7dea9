import type { Source } from "../core/facts.ts";
import type { Collection } from "./collect.ts";
import type { Finding } from "./read.ts";

// Rules about the facts: complete, sourced, and consistent with each other.

/** IANA "SIP Response Codes" counts 6 + 3 + 5 + 46 + 9 + 6 entries. */
const registrySize = [6, 3, 5, 46, 9, 6];

export function registryComplete({ facts }: Collection) {
  return registrySize.flatMap((expected, index) => {
    const count = facts.responses.filter(
      (response) => response.registered && Math.floor(response.code / 100) === index + 1,
    ).length;
    return count === expected
      ? []
      : [{ file: "responses", message: `${index + 1}xx has ${count} registered codes, the registry ${expected}` }];
  });
}

const preciseSource =
  /^(RFC \d{3,4}( §\d[\d.]*)?|ITU-T [A-Z]\.\d+|3GPP TS [\d.]+( clause [\d.A-Z]+)?|Wireshark [\d.]+ packet-isup\.c)$/u;

export function sourcesPrecise({ facts }: Collection) {
  const check = (file: string, sources: readonly Source[]) =>
    sources
      .filter((source) => typeof source === "string")
      .filter((source) => !preciseSource.test(source))
      .map((source) => ({ file, path: ["sources"], message: `"${source}" is no "RFC 3261 §21.4.24" and no dated page` }));
  return [
    ...facts.responses.flatMap((response) => [
      ...check(`responses/${response.code}.yaml`, response.sources),
      ...(response.registered
        ? check(
            `responses/${response.code}.yaml`,
            response.headers.map((header) => header.source),
          )
        : []),
    ]),
    ...facts.variants.flatMap((variant) => check(`variants/${variant.id}.yaml`, variant.sources)),
    ...facts.contrasts.flatMap((contrast) => check(`contrasts/${contrast.id}.yaml`, contrast.sources)),
    ...facts.symptoms.flatMap((symptom) => check(`symptoms/${symptom.id}.yaml`, symptom.sources)),
    ...facts.causes.flatMap((cause) => check("causes/q850.yaml", cause.sources)),
    ...facts.reasons.flatMap((reason) => check("causes/reasons.yaml", reason.sources)),
  ];
}

export function referencesExist({ facts }: Collection) {
  const codes = new Set(facts.responses.map((response) => response.code));
  const causes = new Set(facts.causes.map((cause) => cause.cause));
  const timers = new Set(facts.timers.map((timer) => timer.id));
  const headers = new Set(facts.headers.map((header) => header.name));
  const missing = (file: string, key: string, wanted: readonly (string | number)[], known: ReadonlySet<string | number>) =>
    wanted.filter((one) => !known.has(one)).map((one) => ({ file, path: [key], message: `${one} does not exist` }));
  return [
    ...facts.responses.flatMap((response) => {
      const file = `responses/${response.code}.yaml`;
      if (!response.registered) return missing(file, "treatAs", response.treatAs ? [response.treatAs] : [], codes);
      return [
        ...missing(file, "confusedWith", response.confusedWith, codes),
        ...missing(file, "timers", response.timers, timers),
        ...missing(
          file,
          "headers",
          response.headers.map((header) => header.name),
          headers,
        ),
      ];
    }),
    ...facts.variants.flatMap(({ id, code }) => missing(`variants/${id}.yaml`, "code", [code], codes)),
    ...facts.symptoms.flatMap((symptom) => {
      const file = `symptoms/${symptom.id}.yaml`;
      return [
        ...missing(file, "codes", symptom.codes, codes),
        ...missing(file, "causes", symptom.causes, causes),
        ...missing(file, "timers", symptom.timers, timers),
      ];
    }),
    ...facts.vendors.flatMap(({ id, entries }) =>
      entries.flatMap((entry) => missing(`vendors/${id}.yaml`, "entries", entry.sip, codes)),
    ),
    ...facts.warnings.flatMap((warning) => missing("causes/warnings.yaml", "warnings", warning.with, codes)),
    ...facts.timers.flatMap((timer) => missing("timers.yaml", "timers", timer.codes, codes)),
    ...facts.mapping.causeToSip.rows.flatMap((row) => missing("causes/rfc3398.yaml", "causeToSip", [row.cause], causes)),
    ...facts.mapping.sipToCause.rows.flatMap((row) => missing("causes/rfc3398.yaml", "sipToCause", [row.cause], causes)),
  ];
}

export function confusionMutual({ facts }: Collection) {
  const by = new Map(facts.responses.map((response) => [response.code, response]));
  return facts.responses.flatMap(({ code, confusedWith }) =>
    confusedWith
      .filter((other) => !by.get(other)?.confusedWith.includes(code))
      .map((other) => ({
        file: `responses/${code}.yaml`,
        path: ["confusedWith"],
        message: `${other} does not name ${code} back`,
      })),
  );
}

export function contrastNamed({ facts }: Collection) {
  const known = new Set(facts.responses.map((response) => response.code));
  return facts.contrasts.flatMap(({ id, codes }) => {
    const file = `contrasts/${id}.yaml`;
    const rising = codes.every((code, index) => index === 0 || code > (codes[index - 1] ?? 0));
    if (!rising || codes.length < 2) return [{ file, message: "the name must be two or more codes in rising order" }];
    return codes.filter((code) => !known.has(code)).map((code) => ({ file, message: `${code} does not exist` }));
  });
}

export function timersPointBack({ facts }: Collection) {
  const byTimer = facts.timers.flatMap((timer) =>
    timer.codes.flatMap((code) => {
      const response = facts.responses.find((one) => one.code === code);
      return response?.registered && response.timers.includes(timer.id)
        ? []
        : [
            {
              file: "timers.yaml",
              path: ["timers"],
              message: `timer ${timer.id} leads to ${code}, but responses/${code}.yaml does not name it`,
            },
          ];
    }),
  );
  const byResponse = facts.responses.flatMap((response) =>
    (response.registered ? response.timers : [])
      .filter((id) => !facts.timers.find((timer) => timer.id === id)?.codes.includes(response.code))
      .map((id) => ({
        file: `responses/${response.code}.yaml`,
        path: ["timers"],
        message: `timers.yaml does not lead ${id} to ${response.code}`,
      })),
  );
  return [...byTimer, ...byResponse];
}

export function sorted({ facts }: Collection) {
  const rising = (numbers: readonly number[]) =>
    numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0));
  const found: Finding[] = [];
  for (const { code, confusedWith } of facts.responses) {
    if (!rising(confusedWith))
      found.push({ file: `responses/${code}.yaml`, path: ["confusedWith"], message: "not in rising order" });
  }
  if (!rising(facts.warnings.map((warning) => warning.warning)))
    found.push({ file: "causes/warnings.yaml", message: "not in rising order" });
  if (!rising(facts.mapping.sipToCause.rows.map((row) => row.sip)))
    found.push({ file: "causes/rfc3398.yaml", path: ["sipToCause"], message: "not in rising order" });
  if (!rising(facts.mapping.causeToSip.rows.map((row) => row.cause)))
    found.push({ file: "causes/rfc3398.yaml", path: ["causeToSip"], message: "not in rising order" });
  return found;
}
