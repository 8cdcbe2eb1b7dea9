import type { Catalog } from "../core/catalog.ts";
import { Detector, type Detection, type Message } from "../core/detect.ts";

export type { Detection, Message } from "../core/detect.ts";

/** Finds codes in messages; the detector's words are put in order when the first message comes. */
export class Watcher {
  readonly #catalog: Catalog;
  #detector: Detector | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  detect(message: Message, why = false): Detection {
    this.#detector ??= new Detector(this.#catalog);
    return this.#detector.detect(message, why);
  }
}
