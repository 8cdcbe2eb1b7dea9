// Which channels are watched by their names: a few globs, walked by hand. No outside text ever becomes a pattern.

export const usualChannels = "inc-*, incident-*, *-incident, sev-*, sev[0-9]*, outage-*, war-room*";

type Part = "any" | { readonly letters: string } | { readonly from: string; readonly to: string }[];

export type Glob = readonly Part[];

const longestGlob = 100;

/** Globs as a setting lists them: `*` stands for anything, `?` for one character, `[0-9a-f]` for one of these. Throws a sentence on one that is no glob. */
export function readGlobs(list: string): Glob[] {
  return list
    .split(/[\s,]+/u)
    .map((one) => one.replace(/^#/u, "").toLowerCase())
    .filter((one) => one !== "")
    .map(readGlob);
}

function readGlob(text: string): Glob {
  if (text.length > longestGlob) throw new Error(`is longer than ${longestGlob} characters`);
  const parts: Part[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "*") {
      if (parts.at(-1) !== "any") parts.push("any");
    } else if (letter === "?") parts.push([{ from: "\u0000", to: "\uFFFF" }]);
    else if (letter === "[") {
      const end = text.indexOf("]", at + 2);
      if (end === -1) throw new Error(`"${text}" has a [ without its ]`);
      parts.push(readClass(text.slice(at + 1, end)));
      at = end;
    } else parts.push({ letters: letter });
  }
  return parts;
}

function readClass(inside: string): { from: string; to: string }[] {
  const ranges: { from: string; to: string }[] = [];
  for (let at = 0; at < inside.length; at++) {
    const from = inside.charAt(at);
    const ranged = inside.charAt(at + 1) === "-" && at + 2 < inside.length;
    ranges.push({ from, to: ranged ? inside.charAt(at + 2) : from });
    if (ranged) at += 2;
  }
  return ranges;
}

/** Whether a channel's name fits one of them; capitals don't count. */
export function fitsGlob(name: string, globs: readonly Glob[]): boolean {
  const text = name.replace(/^#/u, "").toLowerCase().slice(0, 200);
  return globs.some((glob) => fits(text, glob));
}

// One step back to the last `*` is enough: names are short, and so is every glob.
function fits(text: string, glob: Glob): boolean {
  let [at, part, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const next = glob[part];
    if (next === "any") {
      star = part++;
      resume = at;
    } else if (next !== undefined && takes(next, text.charAt(at))) {
      part++;
      at++;
    } else if (star !== -1) {
      part = star + 1;
      at = ++resume;
    } else return false;
  }
  while (glob[part] === "any") part++;
  return part === glob.length;
}

function takes(part: Exclude<Part, "any">, letter: string): boolean {
  if ("letters" in part) return part.letters === letter;
  return part.some(({ from, to }) => letter >= from && letter <= to);
}
