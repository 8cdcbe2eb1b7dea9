import { kinds, otherKind } from "./letters.ts";

// What Slack and Discord put into a text that is no prose: mentions, channels, emoji, times, addresses, entities.

/** The longest markup that is looked for: what is longer is prose with a stray "<". */
const longest = 400;

const afterBracket = /[@#!]|a?:[\w~]{1,40}:|t:\d|id:|\/[\w-]/y;

/** Whether markup may begin with this: "<", "&" or ":". */
export function isMarkup(unit: number): boolean {
  return unit === 0x3c || unit === 0x26 || unit === 0x3a;
}

/** Where the markup that begins at this position ends; the same position when none does. */
export function markupEnd(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x3c: // <
      return bracketEnd(text, at);
    case 0x26: // &
      return entityEnd(text, at);
    case 0x3a: // :
      return emojiEnd(text, at);
    default:
      return at;
  }
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<:busy:503>`, `<t:1700000000:R>`; of `<https://…|label>` the label is left to read. */
function bracketEnd(text: string, at: number): number {
  afterBracket.lastIndex = at + 1;
  if (!afterBracket.test(text)) return at;
  const close = text.slice(at, at + longest).indexOf(">");
  return close === -1 ? at : at + close + 1;
}

const entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"];

function entityEnd(text: string, at: number): number {
  const entity = entities.find((one) => text.startsWith(one, at));
  return entity === undefined ? at : at + entity.length;
}

/** `:503:` and `:sip_503:`; a code between colons has more than one blank-free word around it. */
function emojiEnd(text: string, at: number): number {
  const before = at === 0 ? 0x20 : text.charCodeAt(at - 1);
  if (before > 0x20 && before !== 0x3a && before !== 0x3e) return at;
  let end = at + 1;
  while (end - at < 42 && isEmojiName(text.charCodeAt(end))) end++;
  return end > at + 1 && text.charAt(end) === ":" ? end + 1 : at;
}

/** Letters, digits, "_", "+" and "-"; NaN past the end is none. */
function isEmojiName(unit: number): boolean {
  if (unit === 0x5f || unit === 0x2b || unit === 0x2d) return true;
  return unit < 0x80 && kinds[unit] !== otherKind;
}
