import { digitKind, foldAt, folds, kindAt, kinds, letterKind, otherKind } from "./letters.ts";
import { markupEnd } from "./markup.ts";
import type { Trie } from "./trie.ts";

/** A word, a run of digits, or a phrase of a text. Words that the detector does not know have no senses. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly senses: number;
  /** Of a run of three digits its value, else -1; of a word -2. */
  readonly number: number;
  /** The code that a phrase names, else 0. */
  readonly code: number;
  readonly weight: number;
  /** Which line of the text it is on. */
  readonly line: number;
}

export interface Tokens {
  readonly list: readonly Token[];
  /** Whether web addresses or SIP addresses were skipped. */
  readonly web: boolean;
  readonly sip: boolean;
  /** Where each line begins. */
  readonly lines: readonly number[];
}

/** Splits a text into what the detector weighs; markup, addresses and mentions are skipped. Linear in time. */
// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
export function tokenize(text: string, trie: Trie): Tokens {
  const list: Token[] = [];
  const lines = [0];
  let web = false;
  let sip = false;
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const kind = kinds[unit] ?? otherKind;
    if (kind === otherKind) {
      const end = markupEnd(text, at);
      if (unit === 0x0a) lines.push(at + 1);
      at = end > at ? end : at + 1;
      continue;
    }
    const line = lines.length - 1;
    if (kind === digitKind) {
      const end = endOf(text, at, digitKind);
      const number = end - at === 3 ? threeDigits(text, at) : -1;
      list.push({ start: at, end, senses: 0, number, code: 0, weight: 0, line });
      at = end;
      continue;
    }
    const skip = kind === letterKind ? addressEnd(text, at) : at;
    if (skip > at) {
      const first = foldAt(text, at);
      web ||= first === 0x68 || first === 0x77;
      sip ||= first === 0x73;
      at = skip;
      continue;
    }
    const found = trie.find(text, at);
    const end = found?.end ?? (kind === letterKind ? endOf(text, at, letterKind) : at + 1);
    // An unknown East Asian character is no word by itself.
    if (found || kind === letterKind)
      list.push({
        start: at,
        end,
        senses: found?.senses ?? 0,
        number: -2,
        code: found?.code ?? 0,
        weight: found?.weight ?? 0,
        line,
      });
    at = end;
  }
  return { list, web, sip, lines };
}

function endOf(text: string, from: number, kind: number): number {
  let end = from + 1;
  while (kindAt(text, end) === kind) end++;
  return end;
}

function threeDigits(text: string, at: number): number {
  return (foldAt(text, at) - 48) * 100 + (foldAt(text, at + 1) - 48) * 10 + foldAt(text, at + 2) - 48;
}

const schemes = ["https://", "http://", "www.", "sip:", "sips:", "tel:", "mailto:", "ftp://", "ws://", "wss://", "urn:"];
const schemesByStart = new Map<number, readonly string[]>();
for (const scheme of schemes)
  schemesByStart.set(
    scheme.charCodeAt(0),
    schemes.filter((one) => one[0] === scheme[0]),
  );

/** Where an address that begins here ends; the same position when none does. A "sip:" with a blank after it is a word. */
function addressEnd(text: string, at: number): number {
  const unit = folds[text.charCodeAt(at)] ?? 0;
  const possible = unit < 0x66 || unit > 0x77 ? undefined : schemesByStart.get(unit);
  if (possible === undefined) return at;
  for (const scheme of possible) {
    let end = at;
    while (end - at < scheme.length && foldScheme(text, end) === scheme.charCodeAt(end - at)) end++;
    if (end - at < scheme.length) continue;
    const body = end;
    while (end < text.length && !endsAddress(text.charCodeAt(end))) end++;
    // "SIP:503" names a code, "sip:200@…" an address.
    return end === body || (end === body + 3 && kindAt(text, body) === digitKind) ? at : end;
  }
  return at;
}

/** A unit in lower case, with "/" left as it is. */
function foldScheme(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit === 0x2f ? unit : foldAt(text, at);
}

/** White space, quotes, brackets that close, "|" and East Asian text end an address. */
function endsAddress(unit: number): boolean {
  return (
    unit <= 0x20 ||
    unit === 0x22 ||
    unit === 0x27 ||
    unit === 0x3e ||
    unit === 0x7c ||
    unit === 0x60 ||
    unit === 0x29 ||
    unit >= 0x2e80
  );
}
