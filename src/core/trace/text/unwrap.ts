// What chats, browsers and terminals put around and into pasted text, taken off again: colours, HTML entities, links
// made of addresses, invisible characters. Line ends stay as they are.

// oxlint-disable-next-line eslint/no-control-regex -- ESC begins them
const colours = /\u001B\[[0-9;?]{0,20}[ -/]?[@-~]|\u001B[()][AB012]/gu;
/** The same where ESC was lost or written out. */
const writtenColours = /(?:\^\[|\\x1b|\\u001b|\\033|\\e|␛)?\[\d{1,3}(?:;\d{1,3}){0,4}m/giu;
const invisible = /[\u200B-\u200D\u2060\uFEFF]/gu;
const spaces = /[\u00A0\u2007\u202F]/gu;
/** Slack: <sip:a@b|a@b>, <tel:+1|+1>, <mailto:a@b|a@b>, <http://x|x>; the part behind the bar is what was typed. */
const slackLink = /<(?:sips?|tel|mailto|https?|callto|ftp):[^\s<>|]{1,400}\|([^<>|\n]{1,400})>/gu;
/** Markdown and Discord: [a@b](mailto:a@b). */
const markdownLink = /\[([^\][\n]{1,300})\]\((?:sips?|tel|mailto|https?|callto):[^()\s]{1,400}\)/gu;
/** HTML: <a href="sip:a@b">a@b</a>. */
const htmlLink = /<a\s[^<>\n]{0,400}>([^<>\n]{0,400})<\/a>/giu;
const htmlBreak = /<br\s?\/?>\r?\n?/giu;
const htmlTag = /<\/?(?:p|pre|code|div|span|blockquote|li|ul|b|i|em|strong|font|td|tr|table)(?:\s[^<>\n]{0,300})?>/giu;
const entity = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,6})|#x([0-9a-fA-F]{1,5}));/gu;
const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

function character(code: number, otherwise: string): string {
  return code > 0 && code < 0xd800 ? String.fromCharCode(code) : otherwise;
}

function decodeEntities(text: string): string {
  return text.replace(entity, (all: string, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return named[name] ?? all;
    return character(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal), all);
  });
}

/** Quotes and dashes as they were typed: forums and editors make “ ” and — of them, also in Asterisk's arrows. */
function untypeset(text: string): string {
  return text
    .replace(/[“”„]/gu, '"')
    .replace(/<[-—–]{0,2}[—–][-—–]{0,2}(?=\s)/gu, "<---")
    .replace(/(?<=\s)[-—–]{0,2}[—–][-—–]{0,2}>/gu, "--->");
}

/** Mail's quoted-printable (RFC 2045 §6.7), told by the "=" of parameters. */
const printable = /;\s?(?:tag|branch|transport|expires)=3D/iu;

function unprintable(text: string): string {
  return text
    .replace(/=[ \t]{0,8}\r?\n/gu, "")
    .replace(/(?:=[0-9A-F]{2})+/gu, (run) =>
      new TextDecoder().decode(Uint8Array.from(run.slice(1).split("="), (code) => Number.parseInt(code, 16))),
    );
}

/** A fence that closes right behind the last word, as chats write it; one that opens stands before its text. */
const closedOnLine = /(?<=[^\s`])[ \t]*```[ \t]*$/gmu;

/** Text as it was before it was pasted; the same string when nothing had to be done. */
export function unwrap(text: string): string {
  let bare = text;
  if (bare.includes("\u001B")) bare = bare.replace(colours, "");
  if (bare.includes("[0m")) bare = bare.replace(writtenColours, "");
  if (/[\u00A0\u2007\u200B-\u200D\u202F\u2060\uFEFF]/u.test(bare)) bare = bare.replace(invisible, "").replace(spaces, " ");
  if (/[“”„—–]/u.test(bare)) bare = untypeset(bare);
  if (printable.test(bare)) bare = unprintable(bare);
  if (bare.includes("|")) bare = bare.replace(slackLink, "$1");
  if (bare.includes("```")) bare = bare.replace(closedOnLine, "");
  if (bare.includes("](")) bare = bare.replace(markdownLink, "$1");
  if (/<\/?(?:br|p|pre|div|span|a)\b/iu.test(bare))
    bare = bare.replace(htmlBreak, "\n").replace(htmlLink, "$1").replace(htmlTag, "");
  // Twice where a chat escaped what was escaped already.
  for (let turns = 0; turns < 2 && /&(?:lt|gt|amp|quot|#\d|#x|nbsp)/u.test(bare); turns++) bare = decodeEntities(bare);
  return bare.includes("\\<") || bare.includes("\\_") ? bare.replace(/\\([<>_*~`|@#])/gu, "$1") : bare;
}
