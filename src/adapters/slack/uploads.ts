import type { Api } from "./api.ts";
import { isUploadAddress } from "./files.ts";

/** A file of ours for a channel. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly title: string;
  /** What a picture shows, for those who don't see it. */
  readonly alt: string | undefined;
}

const withinMs = 20_000;
/** Slack takes no longer description. */
const longestAlt = 1000;

/** Shares files in channels: an address is asked for, the bytes go there, then the file is made known. */
export class Uploads {
  readonly #api: Api;
  readonly #apiUrl: string;

  constructor(api: Api, apiUrl: string) {
    this.#api = api;
    this.#apiUrl = apiUrl;
  }

  /** Throws when Slack refuses any of the three steps. */
  async share(to: { readonly channel: string; readonly thread?: string | undefined }, file: Upload): Promise<void> {
    const { name, bytes, title, alt } = file;
    const about = { filename: name, length: bytes.length, ...(alt === undefined ? {} : description(alt)) };
    const { upload_url: url, file_id: id } = await this.#api.call((client) => client.files.getUploadURLExternal(about));
    if (url === undefined || id === undefined || !isUploadAddress(url, this.#apiUrl))
      throw new Error("Slack gave no address to upload to");
    const body = new Uint8Array(bytes);
    const headers = { "content-type": "application/octet-stream" };
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "error",
      signal: AbortSignal.timeout(withinMs),
    });
    if (!response.ok) throw new Error(`the upload was answered with ${response.status}`);
    const where = to.thread === undefined ? { channel_id: to.channel } : { channel_id: to.channel, thread_ts: to.thread };
    await this.#api.write(to.channel, async (client) => {
      await client.files.completeUploadExternal({ files: [{ id, title }], ...where });
    });
  }
}

/** Slack's reference calls it alt_txt, Slack's own client sends alt_text, and what Slack does not know it ignores. */
function description(alt: string): { readonly alt_txt: string; readonly alt_text: string } {
  const cut = [...alt].slice(0, longestAlt).join("").slice(0, longestAlt);
  return { alt_txt: cut, alt_text: cut };
}
