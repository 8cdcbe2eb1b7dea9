import type { Catalog } from "../catalog.ts";
import { httpHas } from "./prior.ts";
import { sense } from "./senses.ts";
import type { Token, Tokens } from "./tokens.ts";

/** What is known of a message beside its words. */
export interface Surroundings {
  readonly text: string;
  readonly tokens: Tokens;
  readonly catalog: Catalog;
  /** From the channel's name: above 0 telephony is talked about there, below 0 something else. */
  readonly channel: number;
  /** Codes mentioned earlier in the thread. */
  readonly thread: ReadonlySet<number>;
  readonly totals: Totals;
  /** Lines that are SIP headers. */
  readonly headers: ReadonlySet<number>;
  /** Lines that quote what somebody said before. */
  readonly quoted: ReadonlySet<number>;
}

export const none: ReadonlySet<number> = new Set();

/** How often the message speaks of each subject. */
export interface Totals {
  sip: number;
  phone: number;
  telephony: number;
  http: number;
  web: number;
  foreign: number;
  version: number;
  cause: number;
  /** Words of any of the subjects. */
  any: number;
}

export function totalsOf(tokens: Tokens): Totals {
  const totals = {
    sip: tokens.sip ? 1 : 0,
    phone: tokens.dialled ? 1 : 0,
    telephony: tokens.dialled ? 1 : 0,
    http: 0,
    web: 0,
    foreign: 0,
    version: 0,
    cause: 0,
    any: 0,
  };
  for (const { senses, code } of tokens.list) {
    // A phrase that only SIP has speaks of telephony, whatever its number.
    if (code !== 0 && !httpHas(code)) totals.phone++;
    if (senses !== 0) addSenses(totals, senses);
  }
  totals.any = totals.sip + totals.phone + totals.http + totals.web + totals.foreign;
  return totals;
}

function addSenses(totals: Totals, senses: number): void {
  if (senses & sense.sip) totals.sip++;
  if (senses & sense.phone) {
    totals.phone++;
    if (senses & sense.telephony) totals.telephony++;
  }
  if (senses & sense.http) totals.http++;
  if (senses & sense.web) totals.web++;
  if (senses & sense.foreign) totals.foreign++;
  if (senses & sense.version) totals.version++;
  if (senses & sense.cause) totals.cause++;
}

/** Whether a message speaks of anything but telephony. */
export function isMixed({ http, web, foreign }: Totals): boolean {
  return http + web + foreign > 0;
}

/** Lines that begin with a header's name and a colon, when the message is a SIP message: two of them, or "SIP/2.0". */
export function headerLines(text: string, tokens: Tokens, totals: Totals): ReadonlySet<number> {
  if (tokens.lines.length < 2 && totals.version === 0 && !tokens.sip) return sdpLines(text, tokens);
  const found = sdpLines(text, tokens);
  const described = found.size;
  let previous: Token | undefined;
  for (const token of tokens.list) {
    if (previous?.line !== token.line && token.senses & sense.header && /^\s?:/u.test(text.slice(token.end, token.end + 2)))
      found.add(token.line);
    previous = token;
  }
  return found.size >= 2 || totals.version > 0 || tokens.sip || described > 0 ? found : none;
}

/** Lines of SDP: "m=audio 480 RTP/AVP 0". */
function sdpLines(text: string, { lines }: Tokens): Set<number> {
  const found = new Set<number>();
  for (const [line, start] of lines.entries())
    if (text.charAt(start + 1) === "=" && /^[vosctmabr]=\S/u.test(text.slice(start, start + 3))) found.add(line);
  return found;
}

/**
 * Quoted lines ("> …") above the author's own words: what is answered to, seen before. A quote below own words, or alone,
 * is shown for the first time.
 */
export function quotedLines(text: string, { lines }: Tokens): ReadonlySet<number> {
  if (lines.length < 2 || !/^(?:>|&gt;)/u.test(text)) return none;
  const quoted = new Set<number>();
  for (const [line, start] of lines.entries()) {
    if (!/^(?:>|&gt;)/u.test(text.slice(start, start + 4)))
      return text.slice(start).trim() === "" && lines.length === line + 1 ? none : quoted;
    quoted.add(line);
  }
  return none;
}
