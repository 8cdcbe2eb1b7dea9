// Text as people type it, made comparable. All patterns are linear in time.

const invisible =
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what it takes out
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** Full-width forms made half-width, control and invisible characters gone, white space single. */
export function clean(text: string): string {
  return text.normalize("NFKC").replace(invisible, "").replace(/\s+/gu, " ").trim();
}

/** One spelling for look-up: lower case, no accents, no punctuation, words parted by one space, one way to write kana. */
export function fold(text: string): string {
  const folded = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’`´]/gu, "")
    .replace(/[^\p{L}\p{N}+]+/gu, " ")
    .trim();
  return hasEastAsian(folded) ? foldKana(folded) : folded;
}

// What Japanese writes or leaves out as it likes: 呼び出し中 is 呼出中, コーデックの不一致 is コーデック不一致, サーバー is サーバ.
const betweenHan = /(?<=\p{sc=Han})\p{sc=Hiragana}{1,2}(?=\p{sc=Han})/gu;
const particle = /(?<=[\p{sc=Han}\p{sc=Katakana}ー])[がをはのにでとへ](?=[\p{sc=Han}\p{sc=Katakana}])/gu;
const particleByLatin =
  /(?<=[a-z\d]) ?[がをはのにでとへ](?=[\p{sc=Han}\p{sc=Katakana}])|(?<=[\p{sc=Han}\p{sc=Katakana}ー])[がをはのにでとへ] ?(?=[a-z\d])/gu;
const fromKatakanaToHiragana = 0x60;

function foldKana(text: string): string {
  return text
    .replace(betweenHan, "")
    .replace(particle, "")
    .replace(particleByLatin, " ")
    .replaceAll("ー", "")
    .replace(/[\u30A1-\u30F6]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - fromKatakanaToHiragana));
}

const pieces =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー])[\p{L}\p{N}+])+/gu;
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

/** Whether the text is Japanese: kana, or characters that only Japanese writes so. */
export function isJapanese(text: string): boolean {
  return /[\p{sc=Hiragana}\p{sc=Katakana}対応話発込働区図売帰様気検済拠経続証転関駅]/u.test(text);
}

// Words that say "I am asking", not what about.
const fillers = new Set(
  (
    "a about all am an and any are at be been being but by can code codes could did do does error errors explain for from get gets getting give got had has have " +
    "he help her hi his how i if im in is it its just keep keeps me mean means meaning my of on or our please rfc response responses returned returns see seeing seen sip some " +
    "status tell than that the their them then there these they this to us was we were what whats when where which who why will with would you your"
  ).split(" "),
);

/** The words that carry meaning; all of them when nothing else is there. */
export function content(words: readonly string[]): string[] {
  const kept = words.filter((word) => !fillers.has(word));
  return kept.length > 0 ? kept : [...words];
}

/** A word without its English ending: "registered", "registers" → "regist". Crude, but the same on both sides. */
export function stem(word: string): string {
  return /^[a-z]{5,}$/u.test(word) ? word.replace(/(?:ations?|ings?|ers?|ed|es|s|e)$/u, "") : word;
}

/** The stems of a text, each once, as one string. */
export function proseWords(text: string): string {
  return [...new Set(content(tokens(fold(text))).map(stem))].join(" ");
}

/** Whether Japanese or Chinese characters are in the text. */
export function hasEastAsian(text: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text);
}

/** True for a token of East Asian characters, which are compared exactly. */
export function isEastAsian(token: string): boolean {
  return eastAsian.test(token);
}
