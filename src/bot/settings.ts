// What a workspace (Slack) or server (Discord), a channel or a thread may choose for itself.

export type AnswerForm = "short" | "full";

/** How an explanation nobody asked for is shown: in the thread of the message, to its author alone, or as a reaction that explains when it is clicked. */
export type CardForm = "thread" | "ephemeral" | "reaction";

/** "auto": where the channel's name fits WATCH_CHANNELS. */
export type WatchChoice = "auto" | "on" | "off";

export interface Settings {
  /** Language of answers to people whose own language is not known; undefined leaves it to the default. */
  readonly language: string | undefined;
  readonly form: AnswerForm;
  readonly watch: WatchChoice;
  /** How long a code that was explained is not explained again in the same place. */
  readonly quietMinutes: number;
  readonly how: CardForm;
  /** Whether messages of bots are read as well. */
  readonly bots: "ignored" | "allowed";
  /** Bots whose messages are read though bots are ignored: their ids on the platform. */
  readonly botsAllowed: readonly string[];
  /** Nothing is explained unasked before this time (milliseconds since the epoch); 0 = not muted. */
  readonly mutedUntil: number;
  /** Code sets that people here said are no SIP, each in rising order. */
  readonly notSip: readonly (readonly number[])[];
}

/** What one scope chose; what it left out comes from the wider one. */
export type Choices = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export type Layer = "default" | "workspace" | "channel" | "thread";

/** The settings in force at a place, and the layer each of them comes from. */
export interface Effective {
  readonly settings: Settings;
  readonly from: Readonly<Record<keyof Settings, Layer>>;
}

/** Muted until somebody ends it. */
export const forGood = 8_640_000_000_000_000;
export const quietRange = { least: 1, most: 24 * 60 } as const;
/** More than these are not kept: the oldest go. */
const mostPatterns = 200;
const mostBots = 50;

export const defaultSettings: Settings = {
  language: undefined,
  form: "short",
  watch: "auto",
  quietMinutes: 30,
  how: "thread",
  bots: "ignored",
  botsAllowed: [],
  mutedUntil: 0,
  notSip: [],
};

/** Choices as somebody kept or sent them; what is unknown or out of range counts as not chosen. */
export function readChoices(kept: unknown, languages: readonly string[]): Choices {
  const given: Readonly<Record<string, unknown>> = isRecord(kept) ? kept : {};
  const { language, quietMinutes, botsAllowed, mutedUntil, notSip } = given;
  return chosen({
    language: typeof language === "string" && languages.includes(language) ? language : undefined,
    form: oneOf(given["form"], ["short", "full"]),
    watch: oneOf(given["watch"], ["auto", "on", "off"]),
    quietMinutes: within(quietMinutes, quietRange.least, quietRange.most),
    how: oneOf(given["how"], ["thread", "ephemeral", "reaction"]),
    bots: oneOf(given["bots"], ["ignored", "allowed"]),
    botsAllowed: Array.isArray(botsAllowed) ? botsAllowed.filter(isShort).slice(-mostBots) : undefined,
    mutedUntil: within(mutedUntil, 0, forGood),
    notSip: Array.isArray(notSip) ? notSip.map(codeSet).filter(isSome).slice(-mostPatterns) : undefined,
  });
}

/** The settings in force, from the widest layer to the narrowest. Of mutes the longest holds, of code sets all. */
export function cascade(layers: {
  readonly workspace?: Choices | undefined;
  readonly channel?: Choices | undefined;
  readonly thread?: Choices | undefined;
}): Effective {
  let settings = defaultSettings;
  let muter: Layer = "default";
  const from: Record<keyof Settings, Layer> = { ...everywhere };
  for (const layer of ["workspace", "channel", "thread"] as const) {
    const own = chosen(layers[layer] ?? {});
    for (const name of names) if (own[name] !== undefined) from[name] = layer;
    // A narrower layer can't end the mute of a wider one.
    if ((own.mutedUntil ?? 0) > settings.mutedUntil) muter = layer;
    const mutedUntil = Math.max(settings.mutedUntil, own.mutedUntil ?? 0);
    settings = { ...settings, ...own, mutedUntil, notSip: [...settings.notSip, ...(own.notSip ?? [])] };
  }
  return { settings, from: { ...from, mutedUntil: muter } };
}

const everywhere: Readonly<Record<keyof Settings, Layer>> = {
  language: "default",
  form: "default",
  watch: "default",
  quietMinutes: "default",
  how: "default",
  bots: "default",
  botsAllowed: "default",
  mutedUntil: "default",
  notSip: "default",
};
const names: readonly (keyof Settings)[] = [
  "language",
  "form",
  "watch",
  "quietMinutes",
  "how",
  "bots",
  "botsAllowed",
  "mutedUntil",
  "notSip",
];

type Fixed = { readonly [Name in keyof Settings]?: Exclude<Settings[Name], undefined> };

// Without the keys that hold nothing: they would hide the wider layer's choice.
function chosen(choices: Choices): Fixed {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((one) => one === value);
}

function within(value: unknown, least: number, most: number): number | undefined {
  return typeof value === "number" && value >= least && value <= most ? Math.trunc(value) : undefined;
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 64;
}

function codeSet(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const codes = value.filter((code): code is number => Number.isInteger(code) && code >= 100 && code <= 699);
  return codes.length === 0 ? undefined : [...new Set(codes)].toSorted((a, b) => a - b);
}

function isSome<T>(value: T | undefined): value is T {
  return value !== undefined;
}
