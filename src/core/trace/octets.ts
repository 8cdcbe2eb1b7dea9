// Octets as text, one character for each, so that places and lengths are the same in both.

/** Text whose characters are U+0000 to U+00FF, as the octets are; a TextDecoder's "latin1" is windows-1252. */
export function textOf(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString("latin1");
}

/** The octets that such a text stands for. */
export function octetsOf(text: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) octets[at] = text.charCodeAt(at);
  return octets;
}
