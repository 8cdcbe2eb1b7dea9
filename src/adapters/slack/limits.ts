/** Every limit of Slack that the adapter obeys, as Slack's reference states it; lengths are counted in UTF-16 units, the strictest reading. */
export const limits = {
  message: {
    blocks: 50,
    /** Undocumented: Slack answers `msg_blocks_too_long` above about 13,200 characters of all blocks together. Counted as JSON. */
    characters: 12_000,
    text: 4000,
  },
  view: { blocks: 100, title: 24, submit: 24, close: 24, privateMetadata: 3000, callbackId: 255 },
  section: { text: 3000, fields: 10, field: 2000 },
  header: 150,
  actions: 25,
  context: { elements: 10, text: 3000 },
  button: { text: 75, value: 2000, url: 3000 },
  actionId: 255,
  blockId: 255,
  option: { text: 75, description: 75, value: 150 },
  select: { options: 100 },
  input: { label: 2000, hint: 2000 },
  /** Ours: what a caller may put into a button so that a click knows its question. */
  state: 1500,
} as const;
