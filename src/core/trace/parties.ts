import { kindOfAddress, splitPlace, type AddressKind } from "./address.ts";
import { unnamed, type Ends } from "./ends.ts";
import type { SipMessage } from "./message.ts";

export type Role = "UAC" | "UAS" | "proxy" | "B2BUA" | "registrar";

/** A lifeline of a ladder: one host, whatever its ports, unless two ports of it talk with each other. */
export interface Party {
  /** As the trace names it; the port only where it parts two parties, or is not 5060. */
  readonly place: string;
  readonly role: Role | undefined;
  /** "Asterisk PBX", "Kamailio": what its User-Agent or Server header says first. */
  readonly product: string | undefined;
  readonly address: AddressKind;
}

/** Who takes part, in order of first sight, and between which of them each message went. */
export interface Parties {
  readonly parties: readonly Party[];
  readonly between: readonly { readonly from: number; readonly to: number }[];
}

/** The parties of messages whose ends are known. */
export function partiesOf(messages: readonly SipMessage[], ends: readonly Ends[]): Parties {
  const keyOf = keys(ends);
  const known = new Map<string, { readonly number: number; readonly places: Set<string> }>();
  const number = (place: string): number => {
    const key = keyOf(place);
    const party = known.get(key) ?? { number: known.size, places: new Set() };
    party.places.add(place);
    known.set(key, party);
    return party.number;
  };
  const between = ends.map(({ from, to }) => ({ from: number(from), to: number(to) }));
  const roles = rolesOf(messages, between);
  const products = productsOf(messages, between);
  const parties = [...known.values()].map(({ number: index, places }): Party => {
    const [first = unnamed] = places;
    const { host, port } = splitPlace(first);
    return {
      place: places.size === 1 && port !== undefined && port !== 5060 ? placeOf(host, port) : host,
      role: roles.get(index),
      product: products.get(index),
      address: kindOfAddress(host),
    };
  });
  return { parties, between };
}

function placeOf(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Ports of one host are one party, except where the host talks with itself (tests on a loopback, several services). */
function keys(ends: readonly Ends[]): (place: string) => string {
  const selfish = new Set(
    ends.filter(({ from, to }) => splitPlace(from).host === splitPlace(to).host).map(({ from }) => splitPlace(from).host),
  );
  return (place) => {
    const { host } = splitPlace(place);
    return place === unnamed || selfish.has(host) ? place : host;
  };
}

function rolesOf(messages: readonly SipMessage[], between: Parties["between"]): Map<number, Role> {
  const sent = new Map<number, Set<string>>();
  const got = new Map<number, Set<string>>();
  const registrars = new Set<number>();
  messages.forEach((message, index) => {
    const ends = between[index];
    if (message.method === undefined || message.method === "ACK" || !ends) return;
    // What comes later in a dialog goes both ways: who began says who is who.
    if (message.toTag !== "") return;
    add(sent, ends.from, message.callId);
    add(got, ends.to, message.callId);
    if (message.method === "REGISTER") registrars.add(ends.to);
  });
  const roles = new Map<number, Role>();
  for (const party of new Set([...sent.keys(), ...got.keys()])) {
    const [out, into] = [sent.get(party), got.get(party)];
    if (out && into) roles.set(party, [...out].some((callId) => into.has(callId)) ? "proxy" : "B2BUA");
    else if (out) roles.set(party, "UAC");
    else roles.set(party, registrars.has(party) ? "registrar" : "UAS");
  }
  return roles;
}

function add(map: Map<number, Set<string>>, key: number, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

// Only the leading words: what follows may be a version, a serial number or a name. A party with several hands on
// other people's.
function productsOf(messages: readonly SipMessage[], between: Parties["between"]): Map<number, string> {
  const products = new Map<number, string>();
  const several = new Set<number>();
  messages.forEach((message, index) => {
    const party = between[index]?.from;
    if (party === undefined || several.has(party)) return;
    const said = message.header(message.method === undefined ? "server" : "user-agent") ?? message.header("user-agent");
    const name = /^\p{L}[\p{L}.-]{0,30}(?: \p{L}{2,30}(?![\p{L}\p{N}])){0,2}/u
      .exec(said ?? "")?.[0]
      .slice(0, 18)
      .replace(/[.\- ]+$/u, "");
    if (name === undefined) return;
    if ((products.get(party) ?? name) === name) {
      products.set(party, name);
      return;
    }
    several.add(party);
    products.delete(party);
  });
  return products;
}
