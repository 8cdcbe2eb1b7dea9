import type { Catalog } from "../../core/catalog.ts";
import { isAddress, splitPlace, type AddressKind } from "../../core/trace/address.ts";
import type { Call, Diagnosis, Finding } from "../../core/trace/diagnosis.ts";
import { userOf } from "../../core/trace/ends.ts";
import { findingPlaces, isFindingId } from "../../core/trace/findings/places.ts";
import { Aliases, type Redactor } from "../../core/trace/redact.ts";
import type { Line } from "../document.ts";
import type { Value, Words } from "../words.ts";

/** A diagnosis with what is needed to say it: everything below takes this. */
export interface Showing {
  readonly diagnosis: Diagnosis;
  readonly catalog: Catalog;
  readonly words: Words;
  readonly redactor: Redactor;
}

/** How a diagnosis shall be said. */
export interface Manner {
  /** Which call, from 0; undefined: the most telling one. */
  readonly call?: number | undefined;
  /** The command that shows another call, without its number; without it none are offered. */
  readonly again?: string | undefined;
  /** Everything as it stands, credentials excepted: in a terminal of one's own only. */
  readonly bare?: boolean | undefined;
}

/** The sentences of one finding, filled and redacted. */
export interface Said {
  readonly title: Line;
  readonly verdict: Line;
  readonly means: Line;
  readonly check: readonly Line[];
}

/** Aliases for a whole diagnosis, in order of the calls: the same whichever call is shown. */
export function aliasesFor({ calls, reading }: Diagnosis): Aliases {
  const aliases = new Aliases();
  for (const call of calls) {
    for (const place of call.hosts) aliases.place(place);
    const first = reading.messages[call.messages[0] ?? -1];
    for (const user of [userOf(first?.header("from")), userOf(first?.header("to"))]) {
      if (user !== undefined) aliases.user(user);
    }
  }
  return aliases;
}

/** What a finding says; undefined when this language has no words for it. */
export function sayFinding({ id, values }: Finding, { words, redactor }: Showing): Said | undefined {
  const said = words.lexicon.findings[id];
  if (!said) return undefined;
  const names: readonly string[] = isFindingId(id) ? findingPlaces[id] : Object.keys(values);
  const filled = Object.fromEntries(names.map((name) => [name, shown(name, values[name] ?? "?", words, redactor)]));
  const line = (pattern: string) => closedUp(capitalised(words.fill(pattern, filled)));
  return { title: line(said.title), verdict: line(said.verdict), means: line(said.means), check: said.check.map(line) };
}

/** Values that stand for a host without an address or for nothing told, and the words for them. */
const unnamed: ReadonlyMap<string, string> = new Map([
  ["UAS", "trace.unnamed.uas"],
  ["UAC", "trace.unnamed.uac"],
  ["?", "trace.unnamed.value"],
  ["-", "trace.unnamed.value"],
]);

/** A sentence begins with a capital even where it begins with a value that is words. */
function capitalised(line: Line): Line {
  const [first, ...rest] = line;
  if (first === undefined || first.style === "code" || !first.text.startsWith("the ")) return line;
  return [{ ...first, text: `T${first.text.slice(1)}` }, ...rest];
}

const japanese = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}（）]`;
const endsJapanese = new RegExp(`${japanese} ?$`, "u");
const beginsJapanese = new RegExp(`^ ?${japanese}`, "u");

/** Japanese sets its sentences apart from a value by a space, but only where the value is not Japanese itself. */
function closedUp(line: Line): Line {
  return line.map((span, at) => {
    if (span.style === "code") return span;
    const before = line[at - 1];
    const after = line[at + 1];
    const head = before !== undefined && endsJapanese.test(before.text.slice(-2)) && beginsJapanese.test(span.text);
    const tail = after !== undefined && beginsJapanese.test(after.text) && endsJapanese.test(span.text.slice(-2));
    const text = head ? span.text.trimStart() : span.text;
    return { ...span, text: tail ? text.trimEnd() : text };
  });
}

/** A value of a finding: addresses with what they tell, everything else redacted. */
function shown(name: string, value: string | number, words: Words, redactor: Redactor): Value {
  if (typeof value === "number") return value;
  if (name === "fault" && words.has(`trace.fault.${value}`)) return words.say(`trace.fault.${value}`);
  const key = unnamed.get(value);
  if (key !== undefined) return words.say(key);
  if (people.has(name) && /^[^\s@:]{1,80}$/u.test(value)) return redactor.user(value);
  const { host } = splitPlace(value);
  if (!isAddress(host)) return redactor.text(value);
  const kind = redactor.kind(host);
  const alias = redactor.place(value);
  return tellingKinds.has(kind) ? words.say("trace.address.told", { alias, kind: words.say(`trace.address.${kind}`) }) : alias;
}

/** Places that are filled with the user part of a URI. */
const people: ReadonlySet<string> = new Set(["user", "number", "caller", "callee"]);
const tellingKinds: ReadonlySet<AddressKind> = new Set(["private", "shared", "loopback", "link-local"]);

/** "503 Service Unavailable", by the trace's own phrase where the registry has none. */
export function nameOfCode(code: number, { catalog }: Pick<Showing, "catalog">, phrase = ""): string {
  return `${code} ${catalog.response(code)?.phrase ?? phrase}`.trim();
}

/** What a call is about: its INVITE, or the method of what is no call. */
export function methodOf(call: Call): string {
  return call.kind === "call" ? "INVITE" : call.kind;
}

/** Who calls whom: "NUM-1 → NUM-2"; undefined where no header names them. */
export function callersOf(
  call: Call,
  { diagnosis, redactor }: Showing,
): { readonly from: string; readonly to: string } | undefined {
  const first = diagnosis.reading.messages[call.messages[0] ?? -1];
  const [from, to] = [userOf(first?.header("from")), userOf(first?.header("to"))];
  return from === undefined || to === undefined ? undefined : { from: redactor.user(from), to: redactor.user(to) };
}
