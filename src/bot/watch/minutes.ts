const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minute|minutes|分)$/u, 1],
  [/^(?:h|hr|hrs|hour|hours|時間)$/u, 60],
  [/^(?:d|day|days|日)$/u, 24 * 60],
];

/** "30m", "2 hours", "1d" in minutes, a bare number as minutes; undefined for anything else and for nothing at all. */
export function readMinutes(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d{1,4})\s?(\D{0,7})$/u.exec(text.trim().toLowerCase()) ?? [];
  if (digits === undefined || Number(digits) === 0) return undefined;
  if (unit === "") return Number(digits);
  const factor = units.find(([pattern]) => pattern.test(unit))?.[1];
  return factor === undefined ? undefined : Number(digits) * factor;
}
