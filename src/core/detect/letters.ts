// What a character is, and which spelling it is compared in: tables, since the detector asks for every character of every message.

/** Neither digit nor letter. */
export const otherKind = 0;
export const digitKind = 1;
/** A letter of a script that parts words by spaces. */
export const letterKind = 2;
/** Han, kana, Hangul: words are found inside runs. */
export const runKind = 3;

/** The kind of each UTF-16 unit. */
export const kinds = new Uint8Array(0x1_00_00);
/** Each UTF-16 unit in lower case, half width, without accent; what joins words ("-", "_", "/") as a space. */
export const folds = new Uint16Array(0x1_00_00);

const letters: readonly (readonly [from: number, to: number, kind: number])[] = [
  [0x30, 0x39, digitKind],
  [0x41, 0x5a, letterKind],
  [0x61, 0x7a, letterKind],
  [0xc0, 0xd6, letterKind],
  [0xd8, 0xf6, letterKind],
  [0xf8, 0x1fff, letterKind],
  [0x3005, 0x3007, runKind],
  [0x3041, 0x3096, runKind],
  [0x30a1, 0x30fa, runKind],
  [0x30fc, 0x30fe, runKind],
  [0x3400, 0x9fff, runKind],
  [0xac00, 0xd7af, runKind],
  [0xf900, 0xfaff, runKind],
  [0xff10, 0xff19, digitKind],
  [0xff21, 0xff3a, letterKind],
  [0xff41, 0xff5a, letterKind],
];

for (const [from, to, kind] of letters) kinds.fill(kind, from, to + 1);
for (let unit = 0; unit < folds.length; unit++) folds[unit] = unit;
for (let unit = 0x41; unit <= 0x5a; unit++) folds[unit] = unit + 0x20;
for (let unit = 0xc0; unit < 0x530; unit++) {
  // "é" → "e", "Ё" → "е"; й stays a letter of its own, and ß and ø have no other base.
  const plain = String.fromCharCode(unit).toLowerCase();
  folds[unit] = plain === "й" ? 0x439 : plain.normalize("NFD").charCodeAt(0);
}
for (let unit = 0xff01; unit <= 0xff5e; unit++) folds[unit] = folds[unit - 0xfee0] ?? unit;
for (const joint of "\t-_/\u00A0\u2010\u2011\u3000") folds[joint.charCodeAt(0)] = 0x20;
folds[0x2019] = 0x27;

/** The kind of the unit at a position; past either end it is no letter. */
export function kindAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? otherKind : (kinds[text.charCodeAt(at)] ?? otherKind);
}

/** The folded unit at a position; 0 past either end. */
export function foldAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? 0 : (folds[text.charCodeAt(at)] ?? 0);
}
