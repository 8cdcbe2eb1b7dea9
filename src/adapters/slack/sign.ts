import type { Parts } from "./parts.ts";

const name = "hourglass_flowing_sand";

/** A sign at a message that takes a while: there when it is asked for, gone when the answer is. Without reactions:write none. */
export class Sign {
  readonly #parts: Parts;
  readonly #at: { readonly channel: string; readonly timestamp: string };
  #shown: Promise<unknown> | undefined;

  constructor(parts: Parts, channel: string, ts: string) {
    this.#parts = parts;
    this.#at = { channel, timestamp: ts };
  }

  readonly show = (): void => {
    if (!this.#parts.scopes.has("reactions:write")) return;
    this.#shown = this.#parts.api.call((client) => client.reactions.add({ ...this.#at, name })).catch(() => undefined);
  };

  async hide(): Promise<void> {
    if (this.#shown === undefined) return;
    await this.#shown;
    await this.#parts.api.call((client) => client.reactions.remove({ ...this.#at, name })).catch(() => undefined);
  }
}
