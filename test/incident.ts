import { readFileSync } from "node:fs";

// The played incident as every platform plays it: what is said when, and which cards must stand at the end.

export interface ScriptChannel {
  readonly name: string;
  readonly private: boolean;
  readonly shared: boolean;
  readonly watchOn: boolean;
  readonly botsAllowed: boolean;
}

interface Said {
  readonly kind: "say";
  readonly channel: string;
  /** Label of the message whose thread it is in. */
  readonly thread: string | undefined;
  readonly who: string;
  readonly bot: boolean;
  readonly label: string;
  readonly twice: boolean;
  readonly text: string;
}

export type Deed =
  | Said
  | { readonly kind: "again" | "delete" | "not-sip"; readonly label: string; readonly who: string }
  | { readonly kind: "edit"; readonly label: string; readonly text: string }
  | { readonly kind: "type"; readonly channel: string; readonly who: string; readonly text: string };

export type Event = Deed & { readonly at: number };

/** A card as it is seen: where, below which message, what it shows. "#inc-4711/a1 below b1: 408 ×2 +1". */
export type SeenCard = string;

export interface Incident {
  readonly channels: readonly ScriptChannel[];
  readonly events: readonly Event[];
  readonly standing: readonly SeenCard[];
  readonly gone: readonly SeenCard[];
}

const midnight = Date.UTC(2026, 10, 27);

/** Reads the transcript; a line that is none of its kinds is an error. */
export function readIncident(): Incident {
  const file = (name: string) => readFileSync(new URL(`fixtures/incident/${name}`, import.meta.url), "utf8");
  const chatter = file("chatter.txt").trim().split("\n");
  const [script = "", ends = ""] = file("transcript.txt").split("At the end these stand:\n");
  const [standing = "", gone = ""] = ends.split("These were taken away:\n");
  const lines = script.split("\n").filter((line) => line.trim() !== "" && !/^[#>]/u.test(line));
  const channels = lines.filter((line) => line.startsWith("channel ")).map(readChannel);
  const events = lines.filter((line) => !line.startsWith("channel ")).flatMap((line) => readLine(line, chatter));
  return { channels, events: events.toSorted((a, b) => a.at - b.at), standing: cardLines(standing), gone: cardLines(gone) };
}

/** A card in the words of the transcript. */
export function seenCard(where: string, label: string, codes: readonly number[], count: number, rest: number): SeenCard {
  return `${where} below ${label}: ${codes.join(" ")}${count > 1 ? ` ×${count}` : ""}${rest > 0 ? ` +${rest}` : ""}`;
}

function cardLines(text: string): SeenCard[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function readChannel(line: string): ScriptChannel {
  const [, name = "", rest = ""] = /^channel (\S+)(.*)$/u.exec(line) ?? [];
  return {
    name,
    private: rest.includes("private"),
    shared: rest.includes("shared"),
    watchOn: rest.includes("watch on"),
    botsAllowed: rest.includes("bots allowed"),
  };
}

let unnamed = 0;

function readLine(line: string, chatter: readonly string[]): Event[] {
  const [, time = "", rest = ""] = /^(\d\d:\d\d:\d\d) (.*)$/u.exec(line) ?? [];
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  const at = midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const many = /^(?:storm|chatter) (\d+) every (\d+) (.*)$/u.exec(rest);
  if (many !== null) {
    const [, count = "0", every = "0", what = ""] = many;
    return Array.from({ length: Number(count) }, (_none, index) => {
      const says = rest.startsWith("storm")
        ? what
        : `${what} ${people[index % people.length]}: ${chatter[index % chatter.length]}`;
      return { at: at + index * Number(every) * 1000, ...readDeed(says) };
    });
  }
  return [{ at, ...readDeed(rest) }];
}

export const people = ["ana", "ben", "cleo", "dan", "kenji", "yui"];

function readDeed(text: string): Deed {
  const changed = /^(again|edit|delete) (\w+)(?:: (.*))?$/u.exec(text);
  if (changed !== null) return readChange(changed);
  const pressed = /^(\w+) presses Not SIP on (\w+)$/u.exec(text);
  if (pressed !== null) return { kind: "not-sip", label: pressed[2] ?? "", who: pressed[1] ?? "" };
  const typed = /^#(\S+) (\w+) types: (.*)$/u.exec(text);
  if (typed !== null) return { kind: "type", channel: typed[1] ?? "", who: typed[2] ?? "", text: typed[3] ?? "" };
  return readSaid(text);
}

function readChange([, kind, label = "", text = ""]: RegExpExecArray): Deed {
  if (kind === "edit") return { kind, label, text };
  return { kind: kind === "again" ? kind : "delete", label, who: "" };
}

function readSaid(line: string): Deed {
  const said = /^#([\w-]+)(?:\/(\w+))? (\w+)(\[bot\])?(?: \((\w+)(, twice)?\))?: (.*)$/u.exec(line);
  if (said === null) throw new Error(`the transcript has a line that is nothing: ${line}`);
  const [, channel = "", thread, who = "", bot, name, twice, text = ""] = said;
  unnamed += 1;
  return {
    kind: "say",
    channel,
    thread,
    who,
    bot: bot !== undefined,
    label: name ?? `unnamed-${unnamed}`,
    twice: twice !== undefined,
    text: text.replaceAll("\\n", "\n"),
  };
}
