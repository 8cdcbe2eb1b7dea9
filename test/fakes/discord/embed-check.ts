import { anything, flag, type Form, integer, list, nullable, type Path, shape, string, url } from "./form.ts";
import { asJson, asList, asString, lengthOf } from "./json.ts";

const picture = shape({ "url!": url(2048, { attachments: "embed" }), proxy_url: anything, height: anything, width: anything });
const icon = nullable(url(2048, { attachments: "embed" }));
const embed = shape(
  {
    title: nullable(string(256)),
    type: anything,
    description: nullable(string(4096)),
    url: nullable(url(2048)),
    timestamp: nullable((value, at, form) => {
      if (typeof value !== "string" || Number.isNaN(Date.parse(value))) {
        form.note(at, "DATE_TIME_TYPE_PARSE", `Could not parse ${JSON.stringify(value)}. Should be ISO8601.`);
      }
    }),
    color: nullable(integer(0, 0xff_ff_ff)),
    footer: nullable(shape({ "text!": string(2048, 1), icon_url: icon })),
    image: nullable(picture),
    thumbnail: nullable(picture),
    author: nullable(shape({ "name!": string(256, 1), url: nullable(url(2048)), icon_url: icon })),
    fields: nullable(list(shape({ "name!": string(256, 1), "value!": string(1024, 1), inline: flag }), 25)),
    provider: anything,
    video: anything,
  },
  (value, at, form) => {
    const { title, description, fields, image, thumbnail, author, footer, url: link } = asJson(value);
    const parts = [title, description, image, thumbnail, author, footer, link];
    if (!parts.some(Boolean) && asList(fields).length === 0) {
      form.note([...at, "description"], "BASE_TYPE_REQUIRED", "This field is required");
    }
  },
);
const embeds = nullable(list(embed, 10));

/** Characters that count towards the 6000 of all embeds of a message. */
function sizeOf(value: Record<string, unknown>): number {
  const texts = [value["title"], value["description"], asJson(value["footer"])["text"], asJson(value["author"])["name"]];
  const fields = asList(value["fields"]).flatMap((field) => [field["name"], field["value"]]);
  return [...texts, ...fields].reduce<number>((sum, one) => sum + lengthOf(asString(one)), 0);
}

export function checkEmbeds(value: unknown, at: Path, form: Form): void {
  embeds(value, at, form);
  let sum = 0;
  asList(value).forEach((one, index) => {
    sum += sizeOf(one);
    if (sum > 6000) form.note([...at, index], "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
  });
}

/** The visible words of embeds. */
export function embedWords(value: unknown): string[] {
  return asList(value).flatMap((one) =>
    [
      asString(asJson(one["author"])["name"]),
      asString(one["title"]),
      asString(one["description"]),
      ...asList(one["fields"]).flatMap((field) => [asString(field["name"]), asString(field["value"])]),
      asString(asJson(one["footer"])["text"]),
    ].filter(Boolean),
  );
}
