// Bytes of a text file as text: UTF-8, UTF-16 with its mark, else Latin-1.

export interface Decoded {
  readonly text: string;
  /** The bytes were no Unicode. */
  readonly foreign: boolean;
}

/** Share of NUL and other control bytes above which a file is no text. */
const mostControls = 0.1;

export function decode(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), foreign: false };
  if (first === 0xfe && second === 0xff) return { text: swapped(bytes), foreign: false };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), foreign: false };
  } catch {
    return { text: new TextDecoder("latin1").decode(bytes), foreign: true };
  }
}

/** UTF-16 with the great end first; not every build of Node knows it by name. */
function swapped(bytes: Uint8Array): string {
  const turned = new Uint8Array(bytes.length - (bytes.length % 2));
  for (let at = 0; at < turned.length; at += 2) {
    turned[at] = bytes[at + 1] ?? 0;
    turned[at + 1] = bytes[at] ?? 0;
  }
  return new TextDecoder("utf-16le").decode(turned);
}

/** Whether bytes look like no text at all: many control characters in their first part. */
export function isBinary(bytes: Uint8Array): boolean {
  const looked = bytes.subarray(0, 4096);
  if ((looked[0] === 0xff && looked[1] === 0xfe) || (looked[0] === 0xfe && looked[1] === 0xff)) return false;
  let controls = 0;
  for (const code of looked) if (code < 9 || (code > 13 && code < 27) || (code > 27 && code < 32)) controls++;
  return controls > looked.length * mostControls;
}
