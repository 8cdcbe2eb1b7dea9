/** Whether a format carries tones, comfort noise or redundancy, no voice of its own. */
export function isAuxiliary(codec: string): boolean {
  return /^(?:telephone-event|CN|red|ulpfec|rtx)(?:\/|$)/iu.test(codec);
}

/** Codecs that both list, by name and clock rate, letters in any case; auxiliary formats do not count. */
export function commonCodecs(offer: readonly string[], answer: readonly string[]): string[] {
  const known = new Set(answer.map(plain));
  return offer.filter((codec) => known.has(plain(codec)) && !isAuxiliary(codec));
}

/** "opus/48000/2" is written without its channels too. */
function plain(codec: string): string {
  return codec.toLowerCase().split("/", 2).join("/");
}

/** Codecs as a sentence shows them: names without clock rates, at most eight. */
export function codecNames(codecs: readonly string[]): string {
  const names = [...new Set(codecs.filter((codec) => !isAuxiliary(codec)).map((codec) => codec.split("/", 1)[0] ?? ""))];
  return names.slice(0, 8).join(", ");
}
