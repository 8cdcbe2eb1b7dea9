/** Why a number was taken for a code or not: one reason and what it weighs. */
export interface Reason {
  readonly reason: string;
  readonly weight: number;
}

/** The sum of what speaks for and against one candidate; the reasons are kept only when somebody asks why. */
export class Weighing {
  score = 0;
  /** The word before it names a thing that has a number: what is listed with it are more of them. */
  labelled = false;
  /** It is no item of any list: part of a longer number, or the count of the one before. */
  apart = false;
  readonly reasons: Reason[] | undefined;

  constructor(why: boolean) {
    this.reasons = why ? [] : undefined;
  }

  /** `place` says where the words were: it is joined only when asked for. */
  add(reason: string, weight: number, place?: string): void {
    if (weight === 0) return;
    this.score += weight;
    this.reasons?.push({ reason: place === undefined ? reason : `${reason} ${place} it`, weight });
  }
}

/** From this score on a candidate counts. */
export const threshold = 1;

/** A score as a number between 0 and 1; the threshold is at one half. */
export function confidence(score: number): number {
  return Math.round(1000 / (1 + Math.exp(threshold - score))) / 1000;
}
