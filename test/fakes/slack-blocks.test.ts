/** Each row of the Block Kit table in platforms.md: what just fits is taken, one more is refused with Slack's words. */
import { expect, test } from "vitest";

import { checkBlocks, checkView } from "./slack/block-kit.ts";

const long = (length: number): string => "x".repeat(length);
const plain = (length: number): object => ({ type: "plain_text", text: long(length) });
const mrkdwn = (length: number): object => ({ type: "mrkdwn", text: long(length) });
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_none, index) => make(index));
const button = (more: object = {}): object => ({ type: "button", text: plain(2), ...more });
const actions = (...elements: object[]): object => ({ type: "actions", elements });
const option = (more: object = {}, value = "v"): object => ({ text: plain(2), value, ...more });
const options = (count: number): object[] => many(count, (index) => option({}, `v${index}`));
const image = (more: object = {}): object => ({ type: "image", image_url: "https://a.example/i.png", alt_text: "a", ...more });
const confirm = (more: object): object =>
  actions(button({ confirm: { title: plain(1), text: mrkdwn(1), confirm: plain(1), deny: plain(1), ...more } }));
const input = (more: object = {}): object => ({
  type: "input",
  label: plain(2),
  element: { type: "plain_text_input", action_id: "a" },
  ...more,
});
const modal = (more: object = {}): object => ({ type: "modal", title: plain(2), blocks: [{ type: "divider" }], ...more });
const select = (more: object): object => actions({ type: "static_select", ...more });
const cells = (rows: number, columns: number): object => ({
  type: "table",
  rows: many(rows, () => many(columns, () => ({ type: "raw_text", text: "x" }))),
});
const url = (length: number): string => `https://a.example/${long(length - 18)}`;

/** What: a payload of a size, its greatest size, and its least (0 where nothing at all is fine). */
const messageLimits: [what: string, max: number, make: (size: number) => object[], least?: number][] = [
  ["blocks of a message", 50, (size) => many(size, () => ({ type: "divider" })), 0],
  ["section text", 3000, (size) => [{ type: "section", text: mrkdwn(size) }]],
  ["fields", 10, (size) => [{ type: "section", fields: many(size, () => mrkdwn(2)) }]],
  ["each field", 2000, (size) => [{ type: "section", fields: [mrkdwn(size)] }]],
  ["header", 150, (size) => [{ type: "header", text: plain(size) }]],
  ["elements of actions", 25, (size) => [actions(...many(size, () => button()))]],
  ["elements of context", 10, (size) => [{ type: "context", elements: many(size, () => mrkdwn(2)) }]],
  [
    "elements of context_actions",
    5,
    (size) => [{ type: "context_actions", elements: many(size, () => ({ type: "icon_button", icon: "trash", text: plain(2) })) }],
  ],
  ["button text", 75, (size) => [actions({ type: "button", text: plain(size) })]],
  ["button value", 2000, (size) => [actions(button({ value: long(size) }))]],
  ["button url", 3000, (size) => [actions(button({ url: size === 0 ? "" : url(size) }))]],
  ["action_id", 255, (size) => [actions(button({ action_id: long(size) }))]],
  ["block_id", 255, (size) => [{ type: "divider", block_id: long(size) }]],
  ["confirm title", 100, (size) => [confirm({ title: plain(size) })]],
  ["confirm text", 300, (size) => [confirm({ text: mrkdwn(size) })]],
  ["confirm button", 30, (size) => [confirm({ confirm: plain(size) })]],
  ["deny button", 30, (size) => [confirm({ deny: plain(size) })]],
  ["option text", 75, (size) => [select({ options: [option({ text: plain(size) })] })]],
  ["option description", 75, (size) => [select({ options: [option({ description: plain(size) })] })]],
  ["option value", 150, (size) => [select({ options: [option({}, long(size))] })]],
  ["select options", 100, (size) => [select({ options: options(size) })]],
  ["overflow options", 5, (size) => [actions({ type: "overflow", options: options(size) })]],
  ["checkboxes", 10, (size) => [actions({ type: "checkboxes", options: options(size) })]],
  ["radio buttons", 10, (size) => [actions({ type: "radio_buttons", options: options(size) })]],
  ["image url", 3000, (size) => [image({ image_url: size === 0 ? "" : url(size) })]],
  ["image alt_text", 2000, (size) => [image({ alt_text: long(size) })]],
  ["image title", 2000, (size) => [image({ title: plain(size) })]],
  ["input label", 2000, (size) => [input({ label: plain(size) })]],
  ["input hint", 2000, (size) => [input({ hint: plain(size) })]],
  ["markdown", 12_000, (size) => [{ type: "markdown", text: long(size) }]],
  ["table rows", 100, (size) => [cells(size, 1)]],
  ["table cells", 20, (size) => [cells(1, size)]],
];

test.each(messageLimits)("%s: at most %i", (_what, max, make, least = 1) => {
  expect(checkBlocks(make(max))).toEqual([]);
  expect(checkBlocks(make(max + 1))).not.toEqual([]);
  expect(checkBlocks(make(0)).length > 0).toBe(least > 0);
});

const viewLimits: [what: string, max: number, make: (size: number) => object, least?: number][] = [
  ["blocks of a modal", 100, (size) => modal({ blocks: many(size, () => ({ type: "divider" })) })],
  ["blocks of a Home", 100, (size) => ({ type: "home", blocks: many(size, () => ({ type: "divider" })) }), 0],
  ["modal title", 24, (size) => modal({ title: plain(size) })],
  ["submit", 24, (size) => modal({ submit: plain(size) })],
  ["close", 24, (size) => modal({ close: plain(size) })],
  ["private_metadata", 3000, (size) => modal({ private_metadata: long(size) }), 0],
  ["callback_id", 255, (size) => modal({ callback_id: long(size) })],
];

test.each(viewLimits)("%s: at most %i", (_what, max, make, least = 1) => {
  expect(checkView(make(max))).toEqual([]);
  expect(checkView(make(max + 1))).not.toEqual([]);
  expect(checkView(make(0)).length > 0).toBe(least > 0);
});

const refused: [why: string, blocks: unknown, words: string][] = [
  ["an unknown block", [{ type: "carousel_of_dreams" }], "unsupported type: carousel_of_dreams [json-pointer:/blocks/0]"],
  ["no type", [{}], "missing required field: type [json-pointer:/blocks/0]"],
  ["no list", {}, "must be an array"],
  ["an unknown field", [{ type: "divider", color: "red" }], "invalid additional property: color [json-pointer:/blocks/0]"],
  ["a header in mrkdwn", [{ type: "header", text: mrkdwn(2) }], "unsupported type: mrkdwn [json-pointer:/blocks/0/text]"],
  [
    "emoji on mrkdwn",
    [{ type: "section", text: { type: "mrkdwn", text: "x", emoji: true } }],
    "invalid additional property: emoji",
  ],
  ["a section without text", [{ type: "section" }], "must define one of: text, fields"],
  ["a wrong style", [actions(button({ style: "loud" }))], "must be one of: primary, danger"],
  ["a bare text", [{ type: "section", text: "x" }], "missing required field: type [json-pointer:/blocks/0/text]"],
  ["no button text", [actions({ type: "button" })], "missing required field: text [json-pointer:/blocks/0/elements/0]"],
  ["a button in a context", [{ type: "context", elements: [button()] }], "unsupported type: button"],
  ["an input element among actions", [actions({ type: "plain_text_input" })], "unsupported type: plain_text_input"],
  ["a twice used action_id", [actions(button({ action_id: "a" })), actions(button({ action_id: "a" }))], '"a" already exists'],
  [
    "a twice used block_id",
    many(2, () => ({ type: "divider", block_id: "b" })),
    '"b" already exists [json-pointer:/blocks/1/block_id]',
  ],
  ["a javascript: link", [actions(button({ url: "javascript:alert(1)" }))], "invalid format"],
  ["an image from nowhere", [{ type: "image", alt_text: "a" }], "must define one of: image_url, slack_file"],
  ["an image without words", [{ type: "image", image_url: "https://a.example/i.png" }], "missing required field: alt_text"],
  [
    "options and groups",
    [select({ options: options(1), option_groups: [{ label: plain(1), options: options(1) }] })],
    "only one of",
  ],
  [
    "an initial option from elsewhere",
    [select({ options: options(2), initial_option: option({}, "z") })],
    "not among the options",
  ],
  ["two tables", [cells(1, 1), cells(1, 1)], "only_one_table_allowed"],
  ["markdown in all", many(2, () => ({ type: "markdown", text: long(7000) })), "exceeds 12000"],
  ["all text of a message", many(5, () => ({ type: "section", text: mrkdwn(2700) })), "msg_blocks_too_long"],
  [
    "an empty rich text",
    [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "" }] }] }],
    "more than 0",
  ],
];

test.each(refused)("refused: %s", (_why, blocks, words) => {
  expect(checkBlocks(blocks).join("\n")).toContain(words);
});

const refusedViews: [why: string, view: unknown, words: string][] = [
  ["inputs without submit", modal({ blocks: [input()] }), "missing required field: submit [json-pointer:/view]"],
  ["a title in mrkdwn", modal({ title: mrkdwn(2) }), "unsupported type: mrkdwn"],
  ["markdown in a modal", modal({ blocks: [{ type: "markdown", text: "x" }] }), "unsupported type: markdown"],
  ["a table in a Home", { type: "home", blocks: [cells(1, 1)] }, "unsupported type: table"],
  ["a Home with a title", { type: "home", title: plain(2), blocks: [] }, "invalid additional property: title"],
  ["no title", { type: "modal", blocks: [{ type: "divider" }] }, "missing required field: title"],
  ["an unknown kind", { type: "popup", blocks: [] }, "unsupported type: popup"],
];

test.each(refusedViews)("refused: a view with %s", (_why, view, words) => {
  expect(checkView(view).join("\n")).toContain(words);
});

test("a message with everything an answer needs is taken", () => {
  const external = { type: "external_select", action_id: "code", min_query_length: 0, placeholder: plain(5) };
  const element = { type: "plain_text_input", action_id: "q", multiline: true };
  expect(checkBlocks([{ type: "section", text: mrkdwn(5), fields: [mrkdwn(4)], accessory: external }, image(), input()])).toEqual(
    [],
  );
  expect(
    checkView(modal({ submit: plain(4), blocks: [input({ element }), input({ element: external, optional: true })] })),
  ).toEqual([]);
});
