import type { Reading } from "../reading.ts";

type Flow = Reading["encrypted"][number];

/** Most flows that are told of one by one. */
const most = 256;

interface End {
  /** An address, with its port where there is one. */
  readonly text: string;
}

/** Encrypted traffic, counted by its two ends; who sent first is the source. */
export class Encrypted {
  readonly #flows = new Map<string, { -readonly [Part in keyof Flow]: Flow[Part] }>();

  add(kind: Flow["kind"], source: End, destination: End): void {
    const key = `${kind} ${source.text} ${destination.text}`;
    const flow = this.#flows.get(key) ?? this.#flows.get(`${kind} ${destination.text} ${source.text}`);
    if (flow !== undefined) flow.packets++;
    else if (this.#flows.size < most) {
      this.#flows.set(key, { kind, source: source.text, destination: destination.text, packets: 1 });
    }
  }

  list(): Flow[] {
    return [...this.#flows.values()];
  }
}
