import { record } from "../../chat/fields.ts";
import type { Api } from "./api.ts";
import { filesOf, type SharedFile } from "./request.ts";
import type { Scopes } from "./scopes.ts";

/** What became of a file: its text, or the key of the sentence that says why not. */
export type FileRead =
  | { readonly text: string }
  | { readonly refused: string; readonly values?: Readonly<Record<string, string | number>> };

/** A trace of a whole busy hour as text stays below this. */
export const largestFile = 1024 * 1024;
export const largestFileText = "1 MB";

const textTypes: ReadonlySet<string> = new Set([
  "text",
  "log",
  "txt",
  "sip",
  "csv",
  "json",
  "markdown",
  "md",
  "xml",
  "yaml",
  "trace",
  "plain",
]);
const captureTypes: ReadonlySet<string> = new Set(["pcap", "pcapng", "cap"]);

/** Fetches files that people share. The token goes to Slack's own hosts and nowhere else. */
export class Files {
  readonly #api: Api;
  readonly #scopes: Scopes;
  readonly #token: string;
  readonly #apiUrl: string;

  constructor(api: Api, scopes: Scopes, token: string, apiUrl: string) {
    this.#api = api;
    this.#scopes = scopes;
    this.#token = token;
    this.#apiUrl = apiUrl;
  }

  /** Reads a shared file as text, after everything about it was found in order. */
  async read(shared: SharedFile): Promise<FileRead> {
    if (!this.#scopes.has("files:read")) return { refused: "slack.scope.files:read" };
    const file = shared.hidden ? await this.#revealed(shared) : shared;
    if (file === undefined) return { refused: "slack.file.gone" };
    if (file.external) return { refused: "slack.file.external" };
    const kind = kindOf(file);
    if (kind === undefined) return { refused: "slack.file.type", values: { name: file.name } };
    if (file.size > largestFile) return { refused: "slack.file.size", values: { limit: largestFileText } };
    if (kind === "capture") return { refused: "slack.file.capture" };
    if (file.url === undefined) return { refused: "slack.file.gone" };
    return isSlacks(file.url, this.#apiUrl) ? this.#fetch(file.url) : { refused: "slack.file.external" };
  }

  async #revealed(file: SharedFile): Promise<SharedFile | undefined> {
    try {
      const { file: found } = await this.#api.call((client) => client.files.info({ file: file.id }));
      return filesOf([record(found)])[0];
    } catch {
      return undefined;
    }
  }

  async #fetch(url: string): Promise<FileRead> {
    let response: Response;
    try {
      response = await fetch(url, {
        headers: { authorization: `Bearer ${this.#token}` },
        redirect: "manual",
        signal: AbortSignal.timeout(15_000),
      });
    } catch {
      return { refused: "slack.file.gone" };
    }
    // Without the right to read it, Slack redirects to, or shows, its page for signing in.
    if (response.status >= 300 && response.status < 400) return { refused: "slack.scope.files:read" };
    if (!response.ok || response.body === null) return { refused: "slack.file.gone" };
    if ((response.headers.get("content-type") ?? "").includes("text/html")) return { refused: "slack.scope.files:read" };
    return readText(response.body);
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<FileRead> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.byteLength;
      // What Slack says of a file's size is not believed.
      if (size > largestFile) return { refused: "slack.file.size", values: { limit: largestFileText } };
      parts.push(part);
    }
  } catch {
    return { refused: "slack.file.gone" };
  }
  const bytes = Buffer.concat(parts);
  if (bytes.includes(0)) return { refused: isCapture(bytes) ? "slack.file.capture" : "slack.file.not-text" };
  return { text: bytes.toString("utf8") };
}

function isCapture(bytes: Buffer): boolean {
  return ["a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "0a0d0d0a"].includes(bytes.subarray(0, 4).toString("hex"));
}

function kindOf({ filetype, mimetype, name }: SharedFile): "text" | "capture" | undefined {
  const ending = /\.([a-z\d]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? "";
  if (captureTypes.has(ending) || captureTypes.has(filetype) || mimetype.includes("pcap")) return "capture";
  return textTypes.has(ending) || textTypes.has(filetype) || mimetype.startsWith("text/") ? "text" : undefined;
}

/** Whether an address is Slack's: https on its hosts, or the very server that SLACK_API_URL names. */
export function isSlacks(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(apiUrl)) return false;
  const { origin, protocol, hostname, port, username, password } = new URL(url);
  if (username !== "" || password !== "") return false;
  if (origin === new URL(apiUrl).origin) return true;
  return protocol === "https:" && port === "" && /(?:^|\.)(?:slack\.com|slack-gov\.com|slack-files\.com)$/u.test(hostname);
}
