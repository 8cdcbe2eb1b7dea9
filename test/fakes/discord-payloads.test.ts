/** Messages that no size makes good: each refused with Discord's words at its place. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { type FakeDiscord, startFakeDiscord } from "./discord/fake-discord.ts";
import { type Answer, restOf } from "./discord/rest-client.ts";
import { button, container, embed, long, option, row, rows, section, select, text, v2 } from "./discord/sample-payloads.ts";

let discord: FakeDiscord;
let send: (body: object) => Promise<Answer>;
beforeAll(async () => {
  discord = await startFakeDiscord();
  const rest = restOf(discord);
  const path = `/channels/${discord.home.channels.oncall.id}/messages`;
  send = (body) => rest("POST", path, body);
});
afterAll(() => discord.close());

const refused: [why: string, body: object, where: string, code: string][] = [
  [
    "two components with one custom_id",
    rows(row(button({ custom_id: "a" }), button({ custom_id: "a" }))),
    "components.0.components.1.custom_id",
    "COMPONENT_CUSTOM_ID_DUPLICATED",
  ],
  ["a select beside a button", rows(row(select(), button())), "components.0.components.1", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"],
  [
    "two equal values in a select",
    rows(row(select({ options: [option({ value: "a" }), option({ value: "a" })] }))),
    "components.0.components.0.options.1.value",
    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
  ],
  [
    "a button without a custom_id",
    rows(row({ type: 2, style: 1, label: "b" })),
    "components.0.components.0.custom_id",
    "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
  ],
  [
    "a button without a label",
    rows(row(button({ label: "" }))),
    "components.0.components.0",
    "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
  ],
  [
    "a link with a custom_id",
    rows(row(button({ style: 5, url: "https://a.example" }))),
    "components.0.components.0",
    "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
  ],
  [
    "a link that is no link",
    rows(row({ type: 2, style: 5, label: "l", url: "javascript:alert(1)" })),
    "components.0.components.0.url",
    "URL_TYPE_INVALID_SCHEME",
  ],
  [
    "an emoji that is none",
    rows(row(button({ emoji: { name: "phone" } }))),
    "components.0.components.0.emoji.name",
    "BUTTON_COMPONENT_INVALID_EMOJI",
  ],
  ["a style that does not exist", rows(row(button({ style: 9 }))), "components.0.components.0.style", "BASE_TYPE_CHOICES"],
  ["a button outside a row", rows(button()), "components.0.type", "UNION_TYPE_CHOICES"],
  ["V2 components without the flag", { content: "c", components: [text(1)] }, "components.0.type", "UNION_TYPE_CHOICES"],
  ["content beside V2", { ...v2(text(1)), content: "c" }, "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
  [
    "embeds beside V2",
    { ...v2(text(1)), embeds: [{ title: "t" }] },
    "embeds",
    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
  ],
  ["a poll beside V2", { ...v2(text(1)), poll: {} }, "poll", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
  [
    "stickers beside V2",
    { ...v2(text(1)), sticker_ids: ["1"] },
    "sticker_ids",
    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
  ],
  ["a section without accessory", v2(section(1, { accessory: undefined })), "components.0.accessory", "BASE_TYPE_REQUIRED"],
  ["a select as accessory", v2(section(1, { accessory: select() })), "components.0.accessory.type", "UNION_TYPE_CHOICES"],
  ["a button in a container without a row", v2(container(button())), "components.0.components.0.type", "UNION_TYPE_CHOICES"],
  ["a container in a container", v2(container(container(text(1)))), "components.0.components.0.type", "UNION_TYPE_CHOICES"],
  ["an empty container", v2(container()), "components.0.components", "BASE_TYPE_REQUIRED"],
  ["blank text", v2({ type: 10, content: " \n" }), "components.0.content", "BASE_TYPE_REQUIRED"],
  [
    "an accent colour beyond white",
    v2({ ...container(text(1)), accent_color: 0x1_00_00_00 }),
    "components.0.accent_color",
    "NUMBER_TYPE_MAX",
  ],
  ["a spacing of 3", v2({ type: 14, spacing: 3 }), "components.0.spacing", "BASE_TYPE_CHOICES"],
  ["two components with one id", v2({ ...text(1), id: 7 }, { ...text(1), id: 7 }), "components.1.id", "COMPONENT_ID_DUPLICATED"],
  [
    "a file that did not come",
    v2({ type: 13, file: { url: "attachment://a.txt" } }),
    "components.0.file.url",
    "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
  ],
  [
    "a file from elsewhere",
    v2({ type: 13, file: { url: "https://a.example/a.txt" } }),
    "components.0.file.url",
    "UNFURLED_MEDIA_ITEM_ONLY_ATTACHMENT",
  ],
  ["an embed with nothing in it", { embeds: [{ color: 1 }] }, "embeds.0.description", "BASE_TYPE_REQUIRED"],
  ["an embed with a broken address", embed({ url: "not an address" }), "embeds.0.url", "URL_TYPE_INVALID_URL"],
  ["a time that is none", embed({ timestamp: "noon" }), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"],
  ["content that is no text", { content: 7 }, "content", "STRING_TYPE_CONVERT"],
  ["components that are no list", { content: "c", components: {} }, "components", "LIST_TYPE_CONVERT"],
  [
    "mentions parsed and listed",
    { content: "c", allowed_mentions: { parse: ["users"], users: ["1"] } },
    "allowed_mentions",
    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
  ],
  [
    "an unknown kind of mention",
    { content: "c", allowed_mentions: { parse: ["all"] } },
    "allowed_mentions.parse.0",
    "BASE_TYPE_CHOICES",
  ],
];

test.each(refused)("refused: %s", async (_why, body, where, code) => {
  const answer = await send(body);
  expect(answer).toMatchObject({ status: 400, code: 50_035 });
  expect(answer.errors[where]).toContain(code);
});

test.each(["☎️", "▶", "🇯🇵", "1️⃣", "👩‍💻"])("an emoji on a button: %s", async (name) => {
  expect(await send(rows(row(button({ emoji: { name } }))))).toMatchObject({ status: 200 });
});
test.each(["★", "→", "7", ":phone:"])("no emoji: %s", async (name) => {
  expect(await send(rows(row(button({ emoji: { name } }))))).toMatchObject({ status: 400 });
});

test("every error of a payload is named at once", async () => {
  const answer = await send({ content: long(2001), embeds: [{ title: long(257) }, { description: long(4097) }] });
  expect(Object.keys(answer.errors)).toEqual(["content", "embeds.0.title", "embeds.1.description"]);
});

const empty: object[] = [{}, { content: "" }, { content: " \n" }, { content: null }, { embeds: [], components: [] }];
test.each(empty)("an empty message is refused: %j", async (body) => {
  expect(await send(body)).toMatchObject({ status: 400, code: 50_006 });
});
