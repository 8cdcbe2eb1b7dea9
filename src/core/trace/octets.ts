// Octets as text, one character for each, so that places and lengths are the same in both.

const decoder = new TextDecoder("latin1");

/** What the standard's "latin1", which is windows-1252, makes of 0x80 to 0x9F; some versions of Node keep them as they are. */
const strange: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 32 }, (_, at) => [decoder.decode(Uint8Array.of(128 + at)), 128 + at]),
);
const isPlain = [...strange].every(([character, octet]) => character.charCodeAt(0) === octet);

/** Text whose characters are U+0000 to U+00FF, as the octets are. */
export function textOf(octets: Uint8Array): string {
  const text = decoder.decode(octets);
  if (isPlain || !/[\u0100-\uFFFF]/u.test(text)) return text;
  return text.replaceAll(/[\u0100-\uFFFF]/gu, (character) => String.fromCharCode(strange.get(character) ?? 63));
}

/** The octets that such a text stands for. */
export function octetsOf(text: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) octets[at] = text.charCodeAt(at);
  return octets;
}
