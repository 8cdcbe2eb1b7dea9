// Numbers out of bytes. What lies behind the end reads as 0: whoever must know checks lengths first.

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Network order. */
export function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Network order. */
export function u32(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
}

/** Either order: what a file's header says of itself. */
export function u16In(bytes: Uint8Array, at: number, little: boolean): number {
  return little ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) : u16(bytes, at);
}

export function u32In(bytes: Uint8Array, at: number, little: boolean): number {
  if (!little) return u32(bytes, at);
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}

/** Whether these ASCII characters stand at `at`. */
export function says(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
