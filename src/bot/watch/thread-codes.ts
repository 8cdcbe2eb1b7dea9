import type { Place } from "../store.ts";

const remembered = 5_000;
const most = 30;

/** Codes said in threads lately: "still 480" means more where 480 was the subject. In memory only. */
export class ThreadCodes {
  readonly #codes = new Map<string, readonly number[]>();

  of(place: Place): readonly number[] | undefined {
    return place.thread === undefined ? undefined : this.#codes.get(keyOf(place, place.thread));
  }

  /** Codes of a message: they count in its thread, or in the one that may begin with it. */
  add(place: Place, message: string, codes: readonly number[]): void {
    if (codes.length === 0) return;
    const key = keyOf(place, place.thread ?? message);
    const all = [...new Set([...(this.#codes.get(key) ?? []), ...codes])].slice(-most);
    this.#codes.delete(key);
    this.#codes.set(key, all);
    if (this.#codes.size > remembered) this.#codes.delete(this.#codes.keys().next().value ?? "");
  }
}

function keyOf({ workspace, channel }: Place, thread: string): string {
  return `${workspace} ${channel} ${thread}`;
}
