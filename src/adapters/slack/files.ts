import { record } from "../../chat/fields.ts";
import type { Api } from "./api.ts";
import { filesOf, type SharedFile } from "./request.ts";
import type { Scopes } from "./scopes.ts";

/** What became of a file: its bytes, or the key of the sentence that says why not. */
export type FileRead =
  | { readonly bytes: Uint8Array }
  | { readonly refused: string; readonly values?: Readonly<Record<string, string | number>> };

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
const captureTypes: ReadonlySet<string> = new Set(["pcap", "pcapng", "cap", "dmp", "snoop", "gz", "gzip", "bin", "binary"]);

/** Fetches files that people share. The token goes to Slack's own hosts and nowhere else. */
export class Files {
  readonly #api: Api;
  readonly #scopes: Scopes;
  readonly #token: string;
  readonly #apiUrl: string;
  readonly #largest: number;

  /** `largest` is the most bytes of a file that are fetched. */
  constructor(
    api: Api,
    scopes: Scopes,
    token: string,
    { apiUrl, largest }: { readonly apiUrl: string; readonly largest: number },
  ) {
    this.#api = api;
    this.#largest = largest;
    this.#scopes = scopes;
    this.#token = token;
    this.#apiUrl = apiUrl;
  }

  /** Reads a shared file, after everything about it was found in order. */
  async read(shared: SharedFile): Promise<FileRead> {
    if (!this.#scopes.has("files:read")) return { refused: "slack.scope.files:read" };
    const file = shared.hidden ? await this.#revealed(shared) : shared;
    if (file === undefined) return { refused: "slack.file.gone" };
    if (file.external) return { refused: "slack.file.external" };
    if (!isReadable(file)) return { refused: "slack.file.type", values: { name: file.name } };
    if (file.size > this.#largest) return this.#tooLarge();
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

  async #take(body: AsyncIterable<Uint8Array>): Promise<FileRead> {
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const part of body) {
        size += part.byteLength;
        // What Slack says of a file's size is not believed.
        if (size > this.#largest) return this.#tooLarge();
        parts.push(part);
      }
    } catch {
      return { refused: "slack.file.gone" };
    }
    return { bytes: Buffer.concat(parts) };
  }

  #tooLarge(): FileRead {
    return { refused: "slack.file.size", values: { limit: `${Math.floor(this.#largest / 1_000_000)} MB` } };
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
    return this.#take(response.body);
  }
}

/** Whether a file may hold a trace: text, a capture, or something packed; a name without an ending may be anything. */
function isReadable({ filetype, mimetype, name }: SharedFile): boolean {
  const ending = /\.([a-z\d]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? "";
  if (captureTypes.has(ending) || textTypes.has(ending)) return true;
  return captureTypes.has(filetype) || textTypes.has(filetype) || mimetype.startsWith("text/") || /pcap|gzip/u.test(mimetype);
}

/** Whether an address is Slack's: https on its hosts, or the very server that SLACK_API_URL names. */
export function isSlacks(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(apiUrl)) return false;
  const given = new URL(url);
  if (given.username !== "" || given.password !== "") return false;
  if (sameServer(given, new URL(apiUrl))) return true;
  return given.protocol === "https:" && given.port === "" && slackHosts.test(given.hostname);
}

/** Whether Slack may have us upload there. Our token does not go along, so that on this machine any port will do. */
export function isUploadAddress(url: string, apiUrl: string): boolean {
  if (isSlacks(url, apiUrl)) return true;
  return URL.canParse(url) && URL.canParse(apiUrl) && isLoopback(new URL(url)) && isLoopback(new URL(apiUrl));
}

const slackHosts = /(?:^|\.)(?:slack\.com|slack-gov\.com|slack-files\.com)$/u;

function sameServer(one: URL, other: URL): boolean {
  if (one.origin === other.origin) return true;
  return one.protocol === other.protocol && one.port === other.port && isLoopback(one) && isLoopback(other);
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
