// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const unclean = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uD800-\uDFFF]/;

/** Without control characters (but tab and newline) and lone surrogates, which are no text. */
export function cleanText(text: string): string {
  if (!unclean.test(text)) return text;
  return text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/[^\P{Cc}\t\n]/gu, "")
    .replaceAll(/\p{Cs}/gu, "\uFFFD");
}
