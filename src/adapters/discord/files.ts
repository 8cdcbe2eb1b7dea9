import { text } from "../../chat/fields.ts";
import type { SharedFile } from "./request.ts";

/** What became of a file: its bytes, or the key of the sentence that says why not. */
export type FileRead =
  | { readonly bytes: Uint8Array }
  | { readonly refused: string; readonly values?: Readonly<Record<string, string | number>> };

const endings = /\.(?:txt|log|sip|csv|json|md|xml|ya?ml|trace|text|out|pcap|pcapng|cap|gz)$/iu;
const types = /^(?:text\/(?!html)|application\/(?:json|xml|gzip|x-gzip|vnd\.tcpdump\.pcap|x-pcap(?:ng)?|octet-stream)\b)/u;
const patienceMs = 20_000;

/** Fetches files that people share, from Discord's own hosts and nowhere else; no token goes along. */
export class Files {
  readonly #apiUrl: string;
  readonly #largest: number;

  /** `largest` is the most bytes of a file that are fetched. */
  constructor(apiUrl: string, largest: number) {
    this.#apiUrl = apiUrl;
    this.#largest = largest;
  }

  /** Whether a file may hold a trace, as far as its name and type tell. */
  takes({ name, type }: SharedFile): boolean {
    return endings.test(name) || types.test(type);
  }

  /** Reads a shared file, after everything about it was found in order. */
  async read(file: SharedFile): Promise<FileRead> {
    if (!this.takes(file)) return { refused: "discord.file.type", values: { name: short(file.name) } };
    if (file.size > this.#largest) return tooLarge(this.#largest);
    return isDiscords(file.url, this.#apiUrl) ? fetched(file.url, this.#largest) : { refused: "discord.file.elsewhere" };
  }
}

function tooLarge(largest: number): FileRead {
  return { refused: "discord.file.size", values: { limit: `${Math.floor(largest / 1_000_000)} MB` } };
}

const gone: FileRead = { refused: "discord.file.gone" };

async function fetched(url: string, largest: number): Promise<FileRead> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok || response.body === null) return gone;
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body) {
      size += part.byteLength;
      // What Discord says of a file's size is not believed.
      if (size > largest) return tooLarge(largest);
      parts.push(part);
    }
    return size === 0 ? { refused: "discord.file.empty" } : { bytes: Buffer.concat(parts) };
  } catch {
    return gone;
  }
}

/** Whether an address is Discord's: https on its file hosts, or the very server that DISCORD_API_URL names. */
export function isDiscords(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname, port, username, password } = new URL(url);
  if (username !== "" || password !== "") return false;
  if (protocol === "https:" && port === "" && (hostname === "cdn.discordapp.com" || hostname === "media.discordapp.net"))
    return true;
  return URL.canParse(apiUrl) && origin === new URL(apiUrl).origin && hostname !== "discord.com";
}

function short(name: string): string {
  return [...(text(name) ?? "?")].slice(0, 80).join("");
}
