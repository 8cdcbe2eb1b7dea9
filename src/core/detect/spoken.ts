import type { Place } from "./place.ts";
import { isTimeLike } from "./prior.ts";
import { sense } from "./senses.ts";
import type { Weighing } from "./weighing.ts";

type Side = "before" | "after";

/** Words that say their thing within a few words' reach, each once; `aside` are those beyond the number's own clause. */
export function spoken(place: Place, senses: number, steps: number, side: Side, aside: boolean): void {
  const fresh = senses & ~(side === "before" ? place.before : place.after);
  if (fresh !== 0) weigh(place, fresh, steps, side, aside);
  if (!aside) place.own |= senses;
}

function weigh(place: Place, fresh: number, steps: number, side: Side, aside: boolean): void {
  if (fresh & subjects) subject(place, fresh, steps, side, aside);
  if (fresh & answers) answer(place, fresh, steps, side, aside);
  if (fresh & times && !(aside && side === "after")) time(place, fresh, steps, side);
}

const subjects = sense.http | sense.foreign | sense.sip | sense.phone | sense.web;
const answers = sense.response | sense.verb | sense.still;
const times = sense.time | sense.rate;

function subject(place: Place, fresh: number, steps: number, side: Side, aside: boolean): void {
  if (fresh & others) weighOthers(place, fresh, steps, side, aside);
  // "the carrier's portal": a nearer word says what it is of.
  if (place.own & sense.http && (aside || side === "before")) return;
  const { weighing } = place;
  if (fresh & sense.sip) weighing.add("SIP words", steps <= 3 ? 1.3 : 0.9, side);
  else if (fresh & sense.phone && !(fresh & sense.unit && side === "after" && steps === 1))
    weighing.add("telephony", fresh & sense.telephony && !aside ? 0.9 : 0.5, side);
}

const others = sense.http | sense.foreign | sense.web;

function weighOthers(place: Place, fresh: number, steps: number, side: Side, aside: boolean): void {
  const { weighing } = place;
  const { score } = weighing;
  if (fresh & sense.http) weighing.add("HTTP", aside ? -2.4 : steps === 1 ? -5 : -2.9, side);
  else if (fresh & sense.foreign && !(fresh & sense.sip)) weighing.add("another protocol", steps <= 2 ? -4 : -3, side);
  if (fresh & sense.web) weighing.add("web words", aside ? -0.2 : -0.8, side);
  // "408, api only": what touches the comma may still be said of the number.
  if (aside) place.aside += (weighing.score - score) * (steps === 1 ? 0.5 : 1);
}

function answer({ code, round, weighing }: Place, fresh: number, steps: number, side: Side, aside: boolean): void {
  const beyond = aside && side === "after";
  if (fresh & sense.response && steps <= 3) {
    const many = round && side === "after" && code !== 500 && code !== 200;
    weighing.add("a word for responses", many ? 0.6 : steps === 1 ? 1.2 : 0.8, side);
  } else if (fresh & sense.verb && !beyond) weighVerb(weighing, steps, side);
  if (fresh & sense.still && steps <= 3 && !beyond) weighing.add("a word of time", 0.4, side);
}

function weighVerb(weighing: Weighing, steps: number, side: Side): void {
  if (side === "before" && steps <= 4) weighing.add("sent or received", 0.9, side);
  else if (side === "after" && steps <= 2) weighing.add("sent or received", 0.6, side);
}

function time({ code, left, round, shape, weighing }: Place, fresh: number, steps: number, side: Side): void {
  if (fresh & sense.time && steps <= 4 && isTimeLike(code)) weighing.add("a duration", side === "before" ? -1.8 : -1.2, side);
  if (fresh & sense.rate && steps <= 3 && side === "after")
    weighing.add("a rate", steps === 1 && !shape.plural && !(left & sense.article) ? -2.4 : round ? -0.8 : -0.2);
}
