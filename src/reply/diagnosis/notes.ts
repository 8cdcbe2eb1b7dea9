import type { Block, Line, Reply } from "../document.ts";
import type { Words } from "../words.ts";
import type { Manner, Showing } from "./show.ts";

const mostListed = 4;

/** How it was read, and what was not: quiet lines at the end. */
export function readingNotes({ diagnosis, words }: Showing, { bare }: Manner): Block[] {
  const { reading } = diagnosis;
  const lines: Line[] = [
    ...(reading.truncated ? [words.line("trace.truncated")] : []),
    ...(reading.skipped.length === 0 ? [] : [skippedLine(reading.skipped, words)]),
    ...(reading.encrypted.length === 0
      ? []
      : [words.line("trace.encrypted", { count: reading.encrypted.length, kinds: kindsOf(reading.encrypted) })]),
    words.line(bare === true ? "trace.read-as-bare" : "trace.read-as", {
      format: reading.format,
      messages: reading.messages.length,
    }),
  ];
  return lines.map((text): Block => ({ kind: "text", text, quiet: true }));
}

/** "3 parts could not be read: frame 12 (too short), …"; a reason without words is left out. */
function skippedLine(skipped: Showing["diagnosis"]["reading"]["skipped"], words: Words): Line {
  const shown = skipped.slice(0, mostListed).map(({ at, reason }) => {
    const key = `trace.skipped.${reason}`;
    return words.has(key) ? `${at} (${words.say(key)})` : at;
  });
  const more = skipped.length - shown.length;
  const list = [...shown, ...(more > 0 ? [words.say("trace.skipped-more", { count: more })] : [])];
  return words.line("trace.skipped", { count: skipped.length, list: list.join(words.say("join.comma")) });
}

function kindsOf(encrypted: Showing["diagnosis"]["reading"]["encrypted"]): string {
  const names = { tls: "TLS", dtls: "DTLS", esp: "ESP (IPsec)", wireguard: "WireGuard" } as const;
  return [...new Set(encrypted.map(({ kind }) => names[kind]))].join(", ");
}

/** Why nothing can be said: encrypted, no SIP in the packets, or no SIP at all. */
export function nothingReadable({ diagnosis, words }: Showing): Reply {
  const { encrypted, packets, skipped, truncated } = diagnosis.reading;
  const why =
    encrypted.length > 0
      ? words.line("trace.none-encrypted", { kinds: kindsOf(encrypted) })
      : packets > 0
        ? words.line("trace.none-capture", { packets })
        : words.line("trace.none");
  const more = [
    ...(skipped.length === 0 ? [] : [skippedLine(skipped, words)]),
    ...(truncated ? [words.line("trace.truncated")] : []),
    words.line("trace.none-hint"),
  ];
  return refusal(words, [why, ...more]);
}

/** A trace that was not read, with one sentence that says why. */
export function refusal(words: Words, lines: readonly Line[]): Reply {
  return {
    title: words.say("trace.none-title"),
    language: words.language,
    severity: "info",
    audience: "asker",
    short: lines.slice(0, 3),
    body: lines.map((text, index): Block => ({ kind: "text", text, ...(index === 0 ? {} : { quiet: true }) })),
  };
}
