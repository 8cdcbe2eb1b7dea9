import { deflateRawSync, inflateRawSync } from "node:zlib";

/** What a button must know to answer again, after a restart too: nothing is kept here. */
export interface Asked {
  readonly text: string;
  readonly language: string;
}

const longest = 1500;
const longestQuestion = 1_000_000;

/** A question as a button carries it. A pasted text is packed; what is too long even so gives way to `address`. */
export function writeState(asked: Asked, address: string | undefined): string {
  const plain = JSON.stringify({ q: asked.text, l: asked.language });
  if (plain.length <= longest) return plain;
  if (asked.text.length < 20_000) {
    const packed = JSON.stringify({ z: deflateRawSync(asked.text).toString("base64url"), l: asked.language });
    if (packed.length <= longest) return packed;
  }
  return JSON.stringify({ q: address ?? cut(asked.text), l: asked.language });
}

/** The question of a button; undefined for anything we never wrote. */
export function readState(state: string): Asked | undefined {
  try {
    const read: unknown = JSON.parse(state);
    if (typeof read !== "object" || read === null || !("l" in read) || typeof read.l !== "string") return undefined;
    if ("q" in read && typeof read.q === "string") return { text: read.q, language: read.l };
    if (!("z" in read) || typeof read.z !== "string") return undefined;
    const text = inflateRawSync(Buffer.from(read.z, "base64url"), { maxOutputLength: longestQuestion }).toString("utf8");
    return { text, language: read.l };
  } catch {
    return undefined;
  }
}

// A question of ordinary length; JSON may double it by escapes.
function cut(text: string): string {
  return [...text]
    .slice(0, 500)
    .join("")
    .replaceAll(/[\p{Cc}"\\]/gu, " ");
}
