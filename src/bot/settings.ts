// What a workspace (Slack) or server (Discord), a channel or a thread may choose for itself.

export type AnswerForm = "short" | "full";

/** How an explanation nobody asked for is shown: in the thread of the message, to its author alone, or as a reaction that explains when it is clicked. */
export type CardForm = "thread" | "ephemeral" | "reaction";

export interface Settings {
  /** Language of answers to people whose own language is not known; undefined leaves it to the default. */
  readonly language: string | undefined;
  readonly form: AnswerForm;
}

export const defaultSettings: Settings = { language: undefined, form: "short" };

/** Settings as somebody kept or sent them; what is missing or unknown falls back to the default. */
export function readSettings(kept: unknown, languages: readonly string[]): Settings {
  const given = typeof kept === "object" && kept !== null ? kept : {};
  const language = "language" in given && typeof given.language === "string" ? given.language : undefined;
  return {
    language: language !== undefined && languages.includes(language) ? language : undefined,
    form: "form" in given && given.form === "full" ? "full" : "short",
  };
}
