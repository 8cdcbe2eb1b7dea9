// Text as people type it, made comparable. All patterns are linear in time.

const invisible =
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what it takes out
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** Full-width forms made half-width, control and invisible characters gone, white space single. */
export function clean(text: string): string {
  return text.normalize("NFKC").replace(invisible, "").replace(/\s+/gu, " ").trim();
}

/** One spelling for look-up: lower case, no accents, no punctuation, words parted by one space. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’`´]/gu, "")
    .replace(/[^\p{L}\p{N}+]+/gu, " ")
    .trim();
}

const pieces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|[\p{L}\p{N}+]+/gu;
const eastAsian = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u;

/** Words of folded text; runs of Japanese, which has no spaces, become overlapping pairs of characters. */
export function tokens(folded: string): string[] {
  const found: string[] = [];
  for (const [piece] of folded.matchAll(pieces)) {
    if (eastAsian.test(piece) && piece.length > 2) {
      for (let at = 0; at < piece.length - 1; at++) found.push(piece.slice(at, at + 2));
    } else {
      found.push(piece);
    }
  }
  return found;
}

/** Whether the text is written with Japanese kana: its writer reads Japanese. */
export function hasKana(text: string): boolean {
  return /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text);
}

/** Whether Japanese or Chinese characters are in the text. */
export function hasEastAsian(text: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text);
}

/** True for a token of East Asian characters, which are compared exactly. */
export function isEastAsian(token: string): boolean {
  return eastAsian.test(token);
}
