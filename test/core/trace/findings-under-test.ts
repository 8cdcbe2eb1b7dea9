import { expect } from "vitest";

import { Catalog } from "../../../src/core/catalog.ts";
import { diagnose } from "../../../src/core/trace/diagnose.ts";
import type { Diagnosis, Finding } from "../../../src/core/trace/diagnosis.ts";
import { findingPlaces, isFindingId } from "../../../src/core/trace/findings/places.ts";
import type { Reading } from "../../../src/core/trace/reading.ts";
import { loadFacts } from "../../../src/data/load.ts";
import { readingOf } from "./ladder-notation.ts";

const catalog = new Catalog(loadFacts());

export function diagnosisOf(ladder: string, more?: Partial<Reading>): Diagnosis {
  const diagnosis = diagnose(readingOf(ladder, more), catalog);
  for (const one of diagnosis.findings) {
    expect(isFindingId(one.id) && [...findingPlaces[one.id]].toSorted()).toEqual(Object.keys(one.values).toSorted());
  }
  return diagnosis;
}

export function findingsOf(ladder: string, more?: Partial<Reading>): readonly Finding[] {
  return diagnosisOf(ladder, more).findings;
}

/** The weightiest finding of the most telling call: what the verdict says. */
export function causeOf(ladder: string, more?: Partial<Reading>): string | undefined {
  const { findings, telling } = diagnosisOf(ladder, more);
  return findings.find((one) => one.callId === telling?.callId)?.id;
}

export function valuesOf(id: string, ladder: string, more?: Partial<Reading>): Finding["values"] | undefined {
  return findingsOf(ladder, more).find((one) => one.id === id)?.values;
}

/** A ladder that shows the finding, and a near miss that must not. */
export type Pair = readonly [id: string, shows: string, misses: string, more?: Partial<Reading>, moreOfMiss?: Partial<Reading>];

export function checkPair([id, shows, misses, more, moreOfMiss]: Pair): void {
  expect(findingsOf(shows, more).map((one) => one.id)).toContain(id);
  expect(findingsOf(misses, moreOfMiss ?? more).map((one) => one.id)).not.toContain(id);
}
