import type { Place } from "./place.ts";
import { isTimeLike } from "./prior.ts";
import { sense } from "./senses.ts";

type Side = "before" | "after";

/** Words that say their thing within a few words' reach, each once. */
export function spoken(place: Place, senses: number, steps: number, side: Side): void {
  const fresh = senses & ~(side === "before" ? place.before : place.after);
  if (fresh === 0) return;
  if (fresh & subjects) subject(place, fresh, steps, side);
  if (fresh & answers) answer(place, fresh, steps, side);
  if (fresh & times) time(place, fresh, steps, side);
}

const subjects = sense.http | sense.foreign | sense.sip | sense.phone | sense.web;
const answers = sense.response | sense.verb | sense.still;
const times = sense.time | sense.rate;

function subject({ weighing }: Place, fresh: number, steps: number, side: Side): void {
  if (fresh & sense.http) weighing.add("HTTP", steps === 1 ? -5 : -2.4, side);
  else if (fresh & sense.foreign && !(fresh & sense.sip)) weighing.add("another protocol", steps <= 2 ? -4 : -3, side);
  if (fresh & sense.sip) weighing.add("SIP words", steps <= 3 ? 1.3 : 0.9, side);
  else if (fresh & sense.phone && !(fresh & sense.unit && side === "after")) weighing.add("telephony", 0.5, side);
  if (fresh & sense.web) weighing.add("web words", -0.8, side);
}

function answer({ code, round, weighing }: Place, fresh: number, steps: number, side: Side): void {
  if (fresh & sense.response && steps <= 3) {
    const many = round && side === "after" && code !== 500 && code !== 200;
    weighing.add("a word for responses", many ? 0.6 : steps === 1 ? 1.2 : 0.8, side);
  } else if (fresh & sense.verb && steps <= (side === "before" ? 4 : 2))
    weighing.add("sent or received", side === "before" ? 0.9 : 0.6, side);
  if (fresh & sense.still && steps <= 3) weighing.add("a word of time", 0.4, side);
}

function time({ code, left, round, shape, weighing }: Place, fresh: number, steps: number, side: Side): void {
  if (fresh & sense.time && steps <= 4 && isTimeLike(code)) weighing.add("a duration", side === "before" ? -1.8 : -1.2, side);
  if (fresh & sense.rate && steps <= 3 && side === "after")
    weighing.add("a rate", steps === 1 && !shape.plural && !(left & sense.article) ? -2.4 : round ? -0.8 : -0.2);
}
