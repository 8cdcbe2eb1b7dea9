import type { Line } from "./document.ts";

const day = 86_400_000;
const minute = 60_000;

/** A time of day, in UTC and saying so; platforms that know the reader's zone show it there. */
export function timeOfDay(at: number): Line {
  return [{ text: `${clockTime(at)} UTC`, time: at }];
}

/** A time as somebody says it at `now`: of today the time of day, else with its date. */
export function moment(at: number, now: number): Line {
  if (Math.floor(at / day) === Math.floor(now / day)) return timeOfDay(at);
  return [{ text: `${date(at)} ${clockTime(at)} UTC` }];
}

/** "02:14", in UTC. */
export function clockTime(at: number): string {
  const minutes = Math.floor(inDay(at) / minute);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** "2026-11-27", in UTC: years of the Gregorian calendar from days since 1970, by Howard Hinnant's well-known reckoning. */
export function date(at: number): string {
  const days = Math.floor(at / day) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${two(month)}-${two(ofYear - Math.floor((153 * shifted + 2) / 5) + 1)}`;
}

function inDay(at: number): number {
  return ((at % day) + day) % day;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
