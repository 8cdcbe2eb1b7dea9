import { gunzipSync, gzipSync } from "node:zlib";

import type { Context } from "hono";

/** A trace as a form sent it, and what it asks of it. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly language: string | undefined;
  /** Which call, from 1. */
  readonly call: number | undefined;
  readonly report: boolean;
}

/** More than this is not carried along in the page: then the file is sent again to see another call. */
const mostCarried = 1_500_000;

/** Reads the form: a file first, then what the page carried along, then the pasted text. Throws on a body that is no form. */
export async function readUpload(c: Context, largest: number): Promise<Upload> {
  const { file, carried, text, language, call, wants } = await c.req.parseBody();
  const own = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
  const kept = typeof carried === "string" && carried !== "" ? uncarried(carried, largest) : undefined;
  return {
    bytes: own ?? kept ?? new TextEncoder().encode(typeof text === "string" ? text : ""),
    language: typeof language === "string" ? language.slice(0, 35) : undefined,
    call: typeof call === "string" && /^[1-9]\d{0,8}$/u.test(call) ? Number(call) : undefined,
    report: wants === "report",
  };
}

/** The trace as the page carries it to ask again: packed, as text; undefined when it is too large for that. */
export function carry(bytes: Uint8Array): string | undefined {
  if (bytes.length > mostCarried * 8) return undefined;
  const packed = gzipSync(bytes, { level: 6 });
  return packed.length > mostCarried ? undefined : packed.toString("base64");
}

function uncarried(text: string, largest: number): Uint8Array | undefined {
  try {
    return gunzipSync(Buffer.from(text, "base64"), { maxOutputLength: largest });
  } catch {
    return undefined;
  }
}
