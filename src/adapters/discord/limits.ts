/** Every limit of Discord that the adapter obeys; lengths are counted in UTF-16 units, the strictest reading. */
export const limits = {
  content: 2000,
  /** Components V2: all of one message, nested ones too, and the text of all of them. */
  components: { count: 40, text: 4000 },
  row: { buttons: 5 },
  button: { label: 80 },
  customId: 100,
  select: { options: 25, label: 100, value: 100, placeholder: 150 },
  /** Alt text. */
  description: 1024,
  embed: { title: 256, description: 4096, footer: 2048, whole: 6000, rows: 5 },
  autocomplete: { choices: 25, name: 100, value: 100 },
  command: { description: 100, query: 6000 },
  modal: { title: 45 },
  nonce: 25,
} as const;
