import { digitKind, foldAt, folds, kindAt, kinds, letterKind, otherKind } from "./letters.ts";
import { isMarkup, markupEnd } from "./markup.ts";
import { sense } from "./senses.ts";
import { wordEnd, type Trie } from "./trie.ts";

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
  /** Whether a telephone number with its "+" is among them. */
  readonly dialled: boolean;
  /** Whether a phrase is among them. */
  readonly phrases: boolean;
  /** Where each line begins. */
  readonly lines: readonly number[];
}

/** "+49", but not "1+49". */
function followsPlus(text: string, start: number): boolean {
  return text.charCodeAt(start - 1) === 0x2b && kindAt(text, start - 2) === otherKind;
}

/** Splits a text into what the detector weighs; markup, addresses and mentions are skipped. Linear in time. */
export function tokenize(text: string, trie: Trie): Tokens {
  const list: Token[] = [];
  const lines = [0];
  const addresses = { web: false, sip: false, dialled: false };
  let phrases = false;
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const kind = kinds[unit] ?? otherKind;
    if (kind === otherKind) {
      if (unit === 0x0a) lines.push(at + 1);
      at = isMarkup(unit) ? Math.max(at + 1, markupEnd(text, at)) : at + 1;
    } else if (kind === digitKind) at = addDigits(list, text, at, lines.length - 1, addresses);
    else {
      const skip = kind === letterKind && mayBeAddress(text, at, unit) ? addressEnd(text, at, addresses) : at;
      if (skip > at) at = skip;
      else {
        at = addWord(list, text, at, kind, trie, lines.length - 1);
        phrases ||= (list[list.length - 1]?.code ?? 0) !== 0;
      }
    }
  }
  return { list, lines, phrases, ...addresses };
}

function addDigits(list: Token[], text: string, start: number, line: number, found: { dialled: boolean }): number {
  let end = start + 1;
  while (end < text.length && kinds[text.charCodeAt(end)] === digitKind) end++;
  found.dialled ||= followsPlus(text, start) && (end > start + 1 || kindAt(text, end + 1) === digitKind);
  list.push({ start, end, senses: 0, number: end - start === 3 ? threeDigits(text, start) : -1, code: 0, weight: 0, line });
  return end;
}

function addWord(list: Token[], text: string, start: number, kind: number, trie: Trie, line: number): number {
  const found = trie.find(text, start);
  if (found !== undefined) {
    const { code, weight } = found;
    const senses = trie.end === start + 4 ? found.senses | capitals(text, start) : found.senses;
    list.push({ start, end: trie.end, senses, number: -2, code, weight, line });
    return trie.end;
  }
  // An unknown East Asian character is no word by itself.
  if (kind !== letterKind) return start + 1;
  const end = wordEnd(text, start + 1);
  const senses = end === start + 4 ? capitals(text, start) : 0;
  list.push({ start, end, senses, number: -2, code: 0, weight: 0, line });
  return end;
}

/** "REST" and "TURN" are protocols in capitals alone. */
function capitals(text: string, at: number): number {
  if (text.startsWith("REST", at)) return sense.http;
  return text.startsWith("TURN", at) ? sense.foreign : 0;
}

function threeDigits(text: string, at: number): number {
  return (foldAt(text, at) - 48) * 100 + (foldAt(text, at + 1) - 48) * 10 + foldAt(text, at + 2) - 48;
}

const schemes = ["https://", "http://", "www.", "sip:", "sips:", "tel:", "mailto:", "ftp://", "ws://", "wss://", "urn:"];
/** First and second letters of the schemes. */
const firsts = new Uint8Array(0x1_00_00);
const seconds = new Uint8Array(0x1_00_00);
for (const scheme of schemes) {
  firsts[scheme.charCodeAt(0)] = 1;
  seconds[scheme.charCodeAt(1)] = 1;
}

function mayBeAddress(text: string, at: number, unit: number): boolean {
  return firsts[folds[unit] ?? 0] === 1 && seconds[foldAt(text, at + 1)] === 1;
}

/** Where an address that begins here ends; the same position when none does. A "sip:" with a blank after it is a word. */
function addressEnd(text: string, at: number, addresses: { web: boolean; sip: boolean }): number {
  const scheme = schemes.find((one) => startsWith(text, at, one));
  if (scheme === undefined) return at;
  const body = at + scheme.length;
  let end = body;
  while (end < text.length && !endsAddress(text.charCodeAt(end))) end++;
  // "SIP:503" names a code, "sip:200@…" an address.
  if (end === body || (end === body + 3 && kindAt(text, body) === digitKind)) return at;
  addresses.web ||= scheme.startsWith("h") || scheme.startsWith("w");
  addresses.sip ||= scheme.startsWith("s");
  return end;
}

function startsWith(text: string, at: number, scheme: string): boolean {
  for (let index = 0; index < scheme.length; index++) if (foldScheme(text, at + index) !== scheme.charCodeAt(index)) return false;
  return true;
}

/** A unit in lower case, with "/" left as it is. */
function foldScheme(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit === 0x2f ? unit : foldAt(text, at);
}

/** White space, quotes, brackets that close, "|" and East Asian text end an address. */
function endsAddress(unit: number): boolean {
  return unit <= 0x20 || unit >= 0x2e80 || addressEnds.has(unit);
}

const addressEnds = new Set(Array.from("\"'>|`)", (mark) => mark.charCodeAt(0)));
