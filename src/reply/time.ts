import type { Line } from "./document.ts";

const day = 86_400_000;

/** A time of day, in UTC and saying so; platforms that know the reader's zone show it there. */
export function timeOfDay(at: number): Line {
  return [{ text: `${clockTime(at)} UTC`, time: at }];
}

/** "02:14", in UTC. */
export function clockTime(at: number): string {
  const minutes = Math.floor((((at % day) + day) % day) / 60_000);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
