import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** A file of the page, sent under a name that changes with its content: it may be kept for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
};

/** The style sheets, the script and the icon, read once at start. */
export class Assets {
  readonly #byName = new Map<string, Asset>();
  readonly #byPath = new Map<string, Asset>();

  constructor(folder: URL = new URL("./assets/", import.meta.url)) {
    for (const name of readdirSync(folder)) {
      const [stem = "", extension = ""] = name.split(".");
      const type = types[extension];
      if (type === undefined) continue;
      const content = readFileSync(new URL(name, folder), "utf8");
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
      const asset = { path: `/assets/${stem}.${hash}.${extension}`, type, content };
      this.#byName.set(name, asset);
      this.#byPath.set(asset.path, asset);
    }
  }

  /** Where the page finds a file. */
  pathOf(name: string): string {
    const asset = this.#byName.get(name);
    if (!asset) throw new Error(`src/adapters/web/assets has no ${name}`);
    return asset.path;
  }

  at(path: string): Asset | undefined {
    return this.#byPath.get(path);
  }
}
