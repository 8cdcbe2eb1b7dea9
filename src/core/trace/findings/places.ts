/**
 * Every finding there is, and the names of the values it brings: the places that its sentences may fill. The words of
 * each stand in data/languages/<language>/findings/<id>.yaml.
 */
export const findingPlaces = {
  "challenge-unanswered": ["code", "method", "realm", "server"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FindingId = keyof typeof findingPlaces;

export function isFindingId(id: string): id is FindingId {
  return Object.hasOwn(findingPlaces, id);
}

export const findingIds: readonly FindingId[] = Object.keys(findingPlaces).filter(isFindingId);
