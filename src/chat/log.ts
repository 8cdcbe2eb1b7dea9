import pino from "pino";

export type Level = "debug" | "info" | "warn" | "error";

/** Structured lines: ids, kinds, milliseconds, error codes. Never what somebody wrote, never a token. */
export interface Log {
  debug(fields: Fields, says: string): void;
  info(fields: Fields, says: string): void;
  warn(fields: Fields, says: string): void;
  error(fields: Fields, says: string): void;
}
type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A log of JSON lines on stdout, or wherever a test reads it. */
export function makeLog(level: Level, output?: { write(line: string): void }): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    output ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** A sentence without anything that looks like a token, a signed address or a header that carries one. */
export function scrubbed(says: string): string {
  return says
    .replaceAll(/x(?:ox[a-z]|app)[-.][\w.%-]+/giu, "[token]")
    .replaceAll(/(https?|wss?):\/\/[^\s"'<>)]+/giu, (address) =>
      address.replace(/[?#].*$/u, "?[…]").replace(/\/(?:commands|actions|app|services)\/.*$/u, "/[…]"),
    )
    .slice(0, 500);
}

/** What is known of a fault without what it carries: its name, its code and its sentence, scrubbed. */
export function faultOf(fault: unknown): { readonly fault: string } {
  return { fault: scrubbed(fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)) };
}
