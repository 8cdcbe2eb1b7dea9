// What Slack and Discord put into a text that is no prose: mentions, channels, emoji, times, addresses, entities.

/** The longest markup that is looked for: what is longer is prose with a stray "<". */
const longest = 400;

const afterBracket = /[@#!]|a?:[\w~]{1,40}:|t:\d|id:|\/[\w-]/y;

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
  if (at > 0 && !/[\s:>]/u.test(text.charAt(at - 1))) return at;
  let end = at + 1;
  while (end < text.length && end - at < 42 && /[\w+-]/.test(text.charAt(end))) end++;
  return end > at + 1 && text.charAt(end) === ":" ? end + 1 : at;
}
