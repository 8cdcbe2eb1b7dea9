import { z } from "zod";

// Slack's limits, written down a second time from its reference: a wrong number in src/adapters/slack/limits.ts is found here.
// Strict objects: a field that Slack does not know is a fault as well.

const sized = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== "", "blank text")
    .refine((text) => !/\p{Cs}/u.test(text), "half a character")
    .refine((text) => !/&(?!(?:amp|lt|gt);)/u.test(text), "& that is not escaped, or part of an entity");

const plain = (max: number) =>
  z
    .strictObject({ type: z.literal("plain_text"), text: sized(max), emoji: z.boolean().optional() })
    .refine(({ text }) => !/[<>]/u.test(text), "< or > that is not escaped");
const mrkdwn = (max: number) =>
  z
    .strictObject({ type: z.literal("mrkdwn"), text: sized(max), verbatim: z.literal(true) })
    .refine(
      ({ text }) => !/[<>]/u.test(text.replaceAll(/<(?:https?:\/\/|mailto:)[^\s<>|]+(?:\|[^<>\n]+)?>/gu, "")),
      "markup that is no link",
    );
const text = (max: number) => z.union([plain(max), mrkdwn(max)]);

const button = z.strictObject({
  type: z.literal("button"),
  action_id: z.string().min(1).max(255),
  text: plain(75),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});
const block = z.union([
  z.strictObject({ type: z.literal("header"), text: plain(150) }),
  z.strictObject({ type: z.literal("divider") }),
  z.strictObject({ type: z.literal("section"), text: text(3000) }),
  z.strictObject({ type: z.literal("section"), fields: z.array(text(2000)).min(1).max(10) }),
  z.strictObject({ type: z.literal("context"), elements: z.array(text(3000)).min(1).max(10) }),
  z.strictObject({ type: z.literal("actions"), elements: z.array(button).min(1).max(25) }),
]);
const blocks = z.array(block).min(1);

export type CheckedBlock = z.infer<typeof block>;

/** The blocks as the checker read them; throws with what Slack would refuse. */
export function checkBlocks(given: unknown, most: number): CheckedBlock[] {
  const read = blocks.max(most).parse(given);
  const ids = read.flatMap((one) => (one.type === "actions" ? one.elements.map((element) => element.action_id) : []));
  if (new Set(ids).size !== ids.length) throw new Error(`action_id twice: ${ids.join(" ")}`);
  return read;
}

/** A whole message: its blocks, their sum, and its text. */
export function checkMessage(message: { readonly text: string; readonly blocks: unknown }): CheckedBlock[] {
  const read = checkBlocks(message.blocks, 50);
  const sum = JSON.stringify(message.blocks).length;
  if (sum >= 12_000) throw new Error(`${sum} characters of blocks`);
  sized(3999)
    .refine((one) => !/[<>]/u.test(one), "markup in the text")
    .parse(message.text);
  return read;
}

/** The text objects of a block, its buttons' labels and the queries behind them. */
export function textsOf(one: CheckedBlock): string[] {
  switch (one.type) {
    case "divider":
      return [];
    case "header":
      return [shown(one.text)];
    case "section":
      return "text" in one ? [shown(one.text)] : one.fields.map(shown);
    case "context":
      return one.elements.map(shown);
    case "actions":
      return one.elements.flatMap((element) => [shown(element.text), queryOf(element.value)]);
  }
}

function shown({ type, text: given }: { readonly type: "plain_text" | "mrkdwn"; readonly text: string }): string {
  const linked = type === "plain_text" ? given : given.replaceAll(/<([^<>|]+)(?:\|([^<>]*))?>/gu, "$2");
  return linked.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function queryOf(value: string | undefined): string {
  if (value === undefined || !value.startsWith("{")) return "";
  const read: unknown = JSON.parse(value);
  return typeof read === "object" && read !== null && "q" in read && typeof read.q === "string" ? read.q : "";
}
