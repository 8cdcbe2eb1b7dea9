import { readFileSync } from "node:fs";

import type { Detection } from "../../src/core/detect.ts";

export interface Sample {
  readonly id: string;
  readonly text: string;
  readonly channel?: string;
  readonly thread?: readonly number[];
  readonly author?: "human" | "bot";
  readonly platform?: "slack" | "discord";
  readonly lang: string;
  readonly codes: readonly number[];
  readonly causes: readonly number[];
  readonly kind: string;
  readonly explain: readonly number[];
}

/** Our own labelled messages. "test" is the part that is not looked at while the detector is tuned. */
export function samples(part: "dev" | "test"): Sample[] {
  const file = new URL(`../fixtures/messages/${part}.jsonl`, import.meta.url);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line): Sample => JSON.parse(line));
}

export interface Figures {
  readonly precision: number;
  readonly recall: number;
  /** Of messages without a code, how many got one. */
  readonly falseAlarms: number;
  readonly wrong: readonly string[];
}

export function figures(set: readonly Sample[], detect: (sample: Sample) => Detection): Figures {
  let [hits, alarms, misses, negatives, fired] = [0, 0, 0, 0, 0];
  const wrong: string[] = [];
  for (const sample of set) {
    const { codes } = detect(sample);
    const right = codes.filter((code) => sample.codes.includes(code)).length;
    hits += right;
    alarms += codes.length - right;
    misses += sample.codes.length - right;
    if (sample.codes.length === 0) negatives++;
    if (sample.codes.length === 0 && codes.length > 0) fired++;
    if (right !== codes.length || right !== sample.codes.length) wrong.push(sample.id);
  }
  return { precision: hits / (hits + alarms), recall: hits / (hits + misses), falseAlarms: fired / negatives, wrong };
}
