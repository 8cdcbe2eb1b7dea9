import { byType, type Check, flag, list, newFindings, oneOf, report, shape, some, string, unique, url } from "./block-check.ts";
import { accessory, actionElement, contextAction, contextElement, inputElement } from "./block-elements.ts";
import { limits } from "./block-limits.ts";
import { anyText, plainText } from "./block-objects.ts";
import { asJson, asList, asString, isJson } from "./json.ts";
import type { Json } from "./types.ts";

const block_id = unique("blockIds", "block_id");

/** Rich text is checked for what breaks in practice: unknown pieces and empty texts. */
const richLeaf: Check = (value, at, findings) => {
  const leaf = asJson(value);
  const known = ["text", "link", "emoji", "user", "channel", "usergroup", "broadcast", "date", "color"];
  if (!known.includes(String(leaf["type"]))) report(findings, `unsupported type: ${String(leaf["type"])}`, at);
  if (leaf["type"] === "text") string(limits.text)(leaf["text"], `${at}/text`, findings);
  if (typeof leaf["text"] === "string") findings.textLength += leaf["text"].length;
};
const leaves = { "elements!": list(richLeaf, 1000, 0), border: () => undefined };
const richSection = shape(leaves);
const richText = shape({
  block_id,
  "elements!": list(
    byType({
      rich_text_section: richSection,
      rich_text_preformatted: shape({ ...leaves, language: string(255) }),
      rich_text_quote: shape(leaves),
      rich_text_list: shape({
        "elements!": list(byType({ rich_text_section: richSection }), 1000),
        "style!": oneOf("bullet", "ordered"),
        indent: () => undefined,
        offset: () => undefined,
        border: () => undefined,
      }),
    }),
    1000,
    0,
  ),
});

const rawText: Check = shape({ "text!": string(limits.text) }, (value, _at, findings) => {
  findings.textLength += asString(asJson(value)["text"]).length;
});
const cell = byType({
  raw_text: rawText,
  raw_number: shape({ "value!": () => undefined, text: string(255) }),
  rich_text: richText,
});
const column = shape({ align: oneOf("left", "center", "right"), is_wrapped: flag });
const table = shape(
  {
    block_id,
    "rows!": list(list(cell, limits.tableCells), limits.tableRows),
    column_settings: list((value, at, findings) => (value === null ? undefined : column(value, at, findings)), limits.tableCells),
  },
  (_value, at, findings) => {
    if (++findings.tables > 1) report(findings, "only_one_table_allowed", at);
  },
);

const markdown = shape({ block_id, "text!": string(limits.markdown) }, (value, at, findings) => {
  findings.markdownLength += asString(asJson(value)["text"]).length;
  if (findings.markdownLength > limits.markdown)
    report(findings, `markdown text exceeds ${limits.markdown} characters in all`, at);
});

const everywhere = {
  section: shape(
    {
      block_id,
      text: anyText(limits.text),
      fields: list(anyText(limits.field), limits.fields),
      accessory,
      expand: flag,
    },
    some(false, "text", "fields"),
  ),
  divider: shape({ block_id }),
  header: shape({ block_id, "text!": plainText(limits.header) }),
  context: shape({ block_id, "elements!": list(contextElement, limits.context) }),
  actions: shape({ block_id, "elements!": list(actionElement, limits.actions) }),
  image: shape(
    {
      block_id,
      image_url: url(limits.url),
      slack_file: shape({ id: string(255), url: url(limits.url) }),
      "alt_text!": string(limits.altText),
      title: plainText(limits.imageTitle),
    },
    some(true, "image_url", "slack_file"),
  ),
  input: shape({
    block_id,
    "label!": plainText(limits.label),
    "element!": inputElement,
    hint: plainText(limits.label),
    optional: flag,
    dispatch_action: flag,
  }),
  rich_text: richText,
};
const messageBlock = byType({ ...everywhere, markdown, table, context_actions: contextActions() });
const viewBlock = byType(everywhere);

function contextActions(): Check {
  return shape({ block_id, "elements!": list(contextAction, limits.contextActions) });
}

/** What Slack would say against these blocks of a message; empty when they are fine. */
export function checkBlocks(blocks: unknown, at = "/blocks"): string[] {
  const findings = newFindings();
  list(messageBlock, limits.messageBlocks, 0)(blocks, at, findings);
  if (findings.problems.length === 0 && findings.textLength > limits.allText) report(findings, "msg_blocks_too_long", at);
  return findings.problems;
}

const identity = {
  private_metadata: string(limits.privateMetadata, 0),
  callback_id: string(limits.callbackId),
  external_id: string(255),
};
const button = plainText(limits.viewTitle);
const submitForInputs: Check = (value, at, findings) => {
  if (!isJson(value) || value["submit"] !== undefined) return;
  if (asList(value["blocks"]).some((one) => one["type"] === "input")) report(findings, "missing required field: submit", at);
};
const views = byType({
  modal: shape(
    {
      ...identity,
      "title!": plainText(limits.viewTitle),
      "blocks!": list(viewBlock, limits.viewBlocks),
      submit: button,
      close: button,
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
    submitForInputs,
  ),
  home: shape({ ...identity, "blocks!": list(viewBlock, limits.viewBlocks, 0) }),
});

/** What Slack would say against this view; empty when it is fine. */
export function checkView(view: unknown, type?: "modal" | "home", at = "/view"): string[] {
  const findings = newFindings();
  views(view, at, findings);
  if (type && isJson(view) && view["type"] !== type) report(findings, `must be of type ${type}`, `${at}/type`);
  return findings.problems;
}

/** Every element a person can act on, with the block it is in. */
export function elementsOf(blocks: readonly Json[]): { block: Json; element: Json }[] {
  return blocks.flatMap((block) =>
    [...asList(block["elements"]), asJson(block["accessory"]), asJson(block["element"])]
      .filter((element) => typeof element["action_id"] === "string")
      .map((element) => ({ block, element })),
  );
}
