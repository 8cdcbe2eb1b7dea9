/** Parts of payloads that Discord takes, to be spoilt by tests. */

export const long = (length: number): string => "x".repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_none, index) => make(index));
export const button = (more: object = {}): object => ({ type: 2, style: 1, label: "b", custom_id: `b${Math.random()}`, ...more });
export const row = (...components: object[]): object => ({ type: 1, components });
export const option = (more: object = {}): object => ({ label: "o", value: `v${Math.random()}`, ...more });
export const select = (more: object = {}): object => ({ type: 3, custom_id: `s${Math.random()}`, options: [option()], ...more });
export const text = (length: number): object => ({ type: 10, content: long(length) });
export const embed = (more: object): object => ({ embeds: [{ description: "d", ...more }] });
export const rows = (...components: object[]): object => ({ components });
export const v2 = (...components: object[]): object => ({ flags: 1 << 15, components });
export const thumbnail = { type: 11, media: { url: "https://a.example/i.png" } };
export const section = (texts: number, more: object = {}): object => ({
  type: 9,
  components: many(texts, () => text(1)),
  accessory: thumbnail,
  ...more,
});
export const gallery = (count: number, more: object = {}): object => ({
  type: 12,
  items: many(count, () => ({ media: { url: "https://a.example/i.png" }, ...more })),
});
export const container = (...components: object[]): object => ({ type: 17, components });
