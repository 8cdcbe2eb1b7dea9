// Reads Discord's markdown as its clients do, as far as outside text could abuse it.

/** What a reader sees of it. Throws where a mention is live. */
export function seen(markdown: string): string {
  let out = "";
  let lineStart = true;
  for (let at = 0; at < markdown.length;) {
    const rest = markdown.slice(at, at + 6000);
    const [took, shows] = step(rest, lineStart);
    out += shows;
    lineStart = took === 1 && rest.startsWith("\n") ? true : lineStart && /^[ \t]$/u.test(rest.slice(0, took));
    at += took;
  }
  return out;
}

function step(rest: string, lineStart: boolean): [number, string] {
  if (lives.some((live) => live.test(rest))) throw new Error(`live markup: ${rest.slice(0, 40)}`);
  for (const [mark, shows] of lineStart ? [...marks, leader] : marks) {
    const found = mark.exec(rest);
    if (found) return [found[0].length, shows(found)];
  }
  return [1, rest.slice(0, 1)];
}

type Mark = readonly [RegExp, (found: RegExpExecArray) => string];

const marks: readonly Mark[] = [
  [/^```(?:\n)?([\s\S]*?)```/u, ([, text = ""]) => text],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/u, ([, , text = ""]) => text],
  [/^\\([^0-9A-Za-z\s])/u, ([, text = ""]) => text],
  [/^\[((?:\\[\s\S]|[^\]\\])*)\]\(<?(?:https?:[^)\s]*)>?\)/u, ([, label = ""]) => seen(label)],
  [/^:[\w+-]+:/u, () => ""],
  [/^(?:\*{1,3}|__?|~~|\|\|)/u, () => ""],
];
const leader: Mark = [/^(?:#{1,3} +|-# +|[-*] +|\d{1,9}\. +|>(?:>>)? +)/u, () => ""];

/** Mentions, bare links, calls to everybody. */
const lives = [/^<(?:@[!&]?\d|#\d|a?:\w+:\d|t:\d|\/|id:|https?:)/u, /^@(?:everyone|here)/u, /^https?:\/\//iu];
