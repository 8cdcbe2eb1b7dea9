/** Each row of the limits of messages: what just fits is taken, one more is refused in its place. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type FakeDiscord, startFakeDiscord } from "./discord/fake-discord.ts";
import { type Answer, restOf } from "./discord/rest-client.ts";
import {
  button,
  container,
  embed,
  gallery,
  long,
  many,
  option,
  row,
  rows,
  section,
  select,
  text,
  v2,
} from "./discord/sample-payloads.ts";

let discord: FakeDiscord;
let send: (body: object) => Promise<Answer>;
beforeAll(async () => {
  discord = await startFakeDiscord();
  const rest = restOf(discord);
  const path = `/channels/${discord.home.channels.oncall.id}/messages`;
  send = (body) => rest("POST", path, body);
});
afterAll(() => discord.close());

/** What: its greatest size, the code of one more, where, a payload of a size; its least size when nothing at all is refused. */
const limits: [what: string, max: number, code: string, where: string, make: (size: number) => object, least?: number][] = [
  ["content", 2000, "BASE_TYPE_MAX_LENGTH", "content", (size) => ({ content: long(size) })],
  ["nonce", 25, "BASE_TYPE_MAX_LENGTH", "nonce", (size) => ({ content: "c", nonce: long(size) })],
  [
    "embeds",
    10,
    "BASE_TYPE_MAX_LENGTH",
    "embeds",
    (size) => ({ content: "c", embeds: many(size, () => ({ description: "d" })) }),
  ],
  ["embed title", 256, "BASE_TYPE_MAX_LENGTH", "embeds.0.title", (size) => embed({ title: long(size) })],
  [
    "embed description",
    4096,
    "BASE_TYPE_MAX_LENGTH",
    "embeds.0.description",
    (size) => embed({ title: "t", description: long(size) }),
  ],
  ["embed author", 256, "BASE_TYPE_BAD_LENGTH", "embeds.0.author.name", (size) => embed({ author: { name: long(size) } }), 1],
  ["embed footer", 2048, "BASE_TYPE_BAD_LENGTH", "embeds.0.footer.text", (size) => embed({ footer: { text: long(size) } }), 1],
  [
    "embed fields",
    25,
    "BASE_TYPE_MAX_LENGTH",
    "embeds.0.fields",
    (size) => embed({ fields: many(size, () => ({ name: "n", value: "v" })) }),
  ],
  [
    "field name",
    256,
    "BASE_TYPE_BAD_LENGTH",
    "embeds.0.fields.0.name",
    (size) => embed({ fields: [{ name: long(size), value: "v" }] }),
    1,
  ],
  [
    "field value",
    1024,
    "BASE_TYPE_BAD_LENGTH",
    "embeds.0.fields.0.value",
    (size) => embed({ fields: [{ name: "n", value: long(size) }] }),
    1,
  ],
  [
    "all embeds together",
    6000,
    "MAX_EMBED_SIZE_EXCEEDED",
    "embeds.1",
    (size) => ({
      content: "c",
      embeds: [{ description: long(Math.min(size, 4000)) }, { title: "t", description: long(Math.max(0, size - 4001)) }],
    }),
  ],
  [
    "action rows",
    5,
    "BASE_TYPE_MAX_LENGTH",
    "components",
    (size) => ({ content: "c", components: many(size, () => row(button())) }),
  ],
  [
    "components of a row",
    5,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.components",
    (size) => rows(row(...many(size, () => button()))),
    1,
  ],
  [
    "custom_id",
    100,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.components.0.custom_id",
    (size) => rows(row(button({ custom_id: long(size) }))),
    1,
  ],
  [
    "button label",
    80,
    "BASE_TYPE_MAX_LENGTH",
    "components.0.components.0.label",
    (size) => rows(row(button({ label: long(size) }))),
    1,
  ],
  [
    "button url",
    512,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.components.0.url",
    (size) => rows(row({ type: 2, style: 5, label: "l", url: size === 0 ? "" : `https://a.example/${long(size - 18)}` })),
    1,
  ],
  [
    "select options",
    25,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.components.0.options",
    (size) => rows(row(select({ options: many(size, () => option()) }))),
    1,
  ],
  [
    "option label",
    100,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.components.0.options.0.label",
    (size) => rows(row(select({ options: [option({ label: long(size) })] }))),
    1,
  ],
  [
    "option value",
    100,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.components.0.options.0.value",
    (size) => rows(row(select({ options: [option({ value: long(size) })] }))),
    1,
  ],
  [
    "option description",
    100,
    "BASE_TYPE_MAX_LENGTH",
    "components.0.components.0.options.0.description",
    (size) => rows(row(select({ options: [option({ description: long(size) })] }))),
  ],
  [
    "placeholder",
    150,
    "BASE_TYPE_MAX_LENGTH",
    "components.0.components.0.placeholder",
    (size) => rows(row(select({ placeholder: long(size) }))),
  ],
  ["V2: one text", 4000, "BASE_TYPE_BAD_LENGTH", "components.0.content", (size) => v2(text(size)), 1],
  ["V2: all text", 4000, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "components", (size) => v2(text(1000), text(size - 1000))],
  [
    "V2: components, nested ones too",
    40,
    "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    "components",
    // A container, a row with a button, a section with its text and thumbnail, and the rest.
    (size) => v2(container(row(button()), section(1), ...many(size - 6, () => ({ type: 14 })))),
  ],
  ["V2: texts of a section", 3, "BASE_TYPE_BAD_LENGTH", "components.0.components", (size) => v2(section(size)), 1],
  ["V2: pictures of a gallery", 10, "BASE_TYPE_BAD_LENGTH", "components.0.items", (size) => v2(gallery(size)), 1],
  [
    "V2: alt text",
    1024,
    "BASE_TYPE_BAD_LENGTH",
    "components.0.items.0.description",
    (size) => v2(gallery(1, { description: long(size) })),
    1,
  ],
];

describe("limits of messages", () => {
  test.each(limits)("%s: at most %i", async (_what, max, code, where, make, least = 0) => {
    expect(await send(make(max))).toMatchObject({ status: 200 });
    expect(await send(make(max + 1))).toMatchObject({ status: 400, code: 50_035, errors: { [where]: [code] } });
    if (least === 1) expect(await send(make(0))).toMatchObject({ status: 400 });
  });

  test("lengths are counted in code points", async () => {
    expect(await send({ content: "😀".repeat(2000) })).toMatchObject({ status: 200 });
  });
});
