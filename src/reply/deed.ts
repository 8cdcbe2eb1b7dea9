/** What a button of a card does, beside asking a question of the grammar. */
export type Deed =
  | CardDeed
  /** The message is read again where the card stands, and its trace diagnosed: nothing of it was kept. */
  | { readonly kind: "diagnose"; readonly message: string };

/** What needs nothing of the platform. */
export type CardDeed =
  /** Everything on these codes, for whoever clicked. */
  | { readonly kind: "more"; readonly codes: readonly number[] }
  /** The card's codes were no SIP: it goes, and the pattern is muted in the channel. "is-sip" takes that back. */
  | { readonly kind: "not-sip" | "is-sip"; readonly card: string }
  /** Nothing unasked any more where the card stands. "unmute" takes that back. */
  | { readonly kind: "mute" | "unmute"; readonly card: string };

/** A deed as a choice's command: at most 100 characters, letters, digits and `:-_.` only. */
export function deedCommand(deed: Deed): string {
  return `card:${deed.kind}:${detailOf(deed)}`;
}

function detailOf(deed: Deed): string {
  switch (deed.kind) {
    case "more":
      return deed.codes.slice(0, 20).join("-");
    case "diagnose":
      return deed.message;
    default:
      return deed.card;
  }
}

/** The deed of a command; undefined when it is a question or was not made by us. */
export function readDeed(command: string): Deed | undefined {
  // The platform's id of a message: digits, in Slack with a point.
  const [, message] = /^card:diagnose:(\d{1,20}(?:\.\d{1,10})?)$/u.exec(command) ?? [];
  if (message !== undefined) return { kind: "diagnose", message };
  const [, kind, detail = ""] = /^card:(more|not-sip|is-sip|mute|unmute):([\w-]{1,80})$/u.exec(command) ?? [];
  switch (kind) {
    case "more": {
      const codes = detail.split("-").map(Number);
      return codes.every((code) => Number.isInteger(code) && code >= 100 && code <= 699) ? { kind, codes } : undefined;
    }
    case "not-sip":
    case "is-sip":
    case "mute":
    case "unmute":
      return { kind, card: detail };
    default:
      return undefined;
  }
}
