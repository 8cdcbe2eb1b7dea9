/** What may be in a message: of a channel, of an interaction's answer, of a webhook; new or edited. */
import { checkComponents, componentsV2 } from "./component-check.ts";
import { checkEmbeds } from "./embed-check.ts";
import {
  anything,
  type Check,
  flag,
  Form,
  integer,
  list,
  nullable,
  oneOf,
  type Path,
  shape,
  snowflakeField,
  string,
} from "./form.ts";
import { asJson, asList, asNumber, asString, asStrings, type Json } from "./json.ts";
import { refuse } from "./refusal.ts";

export const messageFlags = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, loading: 1 << 7, componentsV2 } as const;

const allowedMentions: Check = shape(
  {
    parse: list(oneOf("users", "roles", "everyone"), 3),
    users: list(snowflakeField, 100),
    roles: list(snowflakeField, 100),
    replied_user: flag,
  },
  (value, at, form) => {
    const given = asJson(value);
    for (const kind of ["users", "roles"]) {
      const listed = given[kind];
      if (asStrings(given["parse"]).includes(kind) && Array.isArray(listed) && listed.length > 0) {
        const words = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
        form.note(at, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words);
      }
    }
  },
);

const attachments = list(
  shape({
    id: anything,
    filename: nullable(string(260, 1)),
    description: nullable(string(1024)),
    title: nullable(string(1024)),
    spoiler: flag,
    is_remix: flag,
    duration_secs: anything,
    waveform: anything,
    // What a client sends back of an attachment that it keeps.
    url: anything,
    proxy_url: anything,
    size: anything,
    content_type: anything,
    height: anything,
    width: anything,
    ephemeral: anything,
    flags: anything,
    placeholder: anything,
    placeholder_version: anything,
  }),
  10,
);

const always = {
  content: nullable(string(2000)),
  embeds: nullable((value: unknown, at: Path, form: Form) => checkEmbeds(value, at, form)),
  allowed_mentions: nullable(allowedMentions),
  components: anything,
  attachments: nullable(attachments),
  flags: nullable(integer(0, 2 ** 31 - 1)),
};
const fresh = { ...always, tts: flag, poll: anything };
const nonce: Check = (value, at, form) => {
  if (typeof value === "number" && Number.isInteger(value)) return;
  string(25)(value, at, form);
};
const reference = shape({
  type: integer(0, 1),
  "message_id!": snowflakeField,
  channel_id: snowflakeField,
  guild_id: snowflakeField,
  fail_if_not_exists: flag,
});

/** discord.js sends these everywhere; where they mean nothing, Discord passes over them. */
const elsewhere = { tts: anything, nonce: anything, enforce_nonce: anything, sticker_ids: anything, message_reference: anything };

const kinds = {
  create: shape({
    ...fresh,
    nonce: nullable(nonce),
    enforce_nonce: flag,
    message_reference: nullable(reference),
    sticker_ids: list(snowflakeField, 3),
    shared_client_theme: anything,
  }),
  edit: shape({ ...elsewhere, ...always }),
  answer: shape({ ...elsewhere, ...fresh }),
  webhook: shape({
    ...elsewhere,
    ...fresh,
    username: anything,
    avatar_url: anything,
    thread_name: anything,
    applied_tags: anything,
  }),
};
export type MessageKind = keyof typeof kinds;

export interface Existing {
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly Json[];
  flags: number;
}

export const nothing: Existing = { content: "", embeds: [], components: [], attachments: [], flags: 0 };

const settable = messageFlags.suppressEmbeds | componentsV2;
const legacy = ["content", "embeds", "poll", "sticker_ids"] as const;

/** Content, embeds, poll and stickers do not go with Components V2: neither now nor left from before. */
function checkLegacy(body: Json, before: Existing, at: Path, form: Form): void {
  for (const field of legacy) {
    const value = body[field] === undefined && (field === "content" || field === "embeds") ? before[field] : body[field];
    const filled = Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (!filled) continue;
    const words = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    form.note([...at, field], "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words);
  }
}

/** The names that attachment:// may use: of files that come now and of attachments that stay. */
function namesOf(body: Json, files: readonly string[], before: Existing): Set<string> {
  const listed = body["attachments"];
  const kept = Array.isArray(listed)
    ? before.attachments.filter((one) => asList(listed).some((item) => asString(item["id"]) === one["id"]))
    : before.attachments;
  const renamed = asList(listed).map((one) => asString(one["filename"]));
  return new Set([...files, ...renamed, ...kept.map((one) => asString(one["filename"]))]);
}

interface Checked {
  /** Fields Discord does not know, and references that lead nowhere: taken, but surely a mistake. */
  remarks: string[];
  flags: number;
}

export interface MessageInput {
  kind: MessageKind;
  body: Json;
  /** Names of the files that came with it. */
  files: readonly string[];
  before?: Existing;
  /** Where the message stands in the payload. */
  at?: Path;
}

/** Whether anything can be seen of it. */
function isEmpty({ kind, body, files, before = nothing }: MessageInput): boolean {
  const has = (field: "content" | "embeds" | "components" | "attachments"): boolean => {
    const value = kind === "edit" && body[field] === undefined ? before[field] : body[field];
    return typeof value === "string" ? value.trim() !== "" : Array.isArray(value) && value.length > 0;
  };
  if (files.length > 0 || has("content") || has("embeds") || has("components")) return false;
  if (kind === "edit" && has("attachments")) return false;
  return !body["poll"] && asStrings(body["sticker_ids"]).length === 0;
}

/** Every attachment:// must lead somewhere: refused in components; in embeds Discord shows nothing, which is a remark. */
function checkFiles({ body, files, before = nothing, at = [] }: MessageInput, form: Form): string[] {
  if (files.length > 10) form.note([...at, "attachments"], "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
  const names = namesOf(body, files, before);
  const lost = form.attachments.filter((one) => !names.has(one.name));
  for (const { name, at: where } of lost.filter((one) => !one.inEmbed)) {
    const words = `The referenced attachment '${name}' was not found`;
    form.note(where, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", words);
  }
  return lost.map((one) => `no attachment "${one.name}" for the embed`);
}

/** Throws what Discord would answer: 50035 with every error in its place, or 50006. */
export function checkMessage(input: MessageInput): Checked {
  const { kind, body, before = nothing, at = [] } = input;
  const form = new Form();
  const given = asNumber(body["flags"]);
  const was = before.flags & componentsV2;
  const flags = kind === "edit" ? was | (given & settable) : given;
  kinds[kind](body, at, form);
  if (kind === "edit" && was && typeof body["flags"] === "number" && !(given & componentsV2)) {
    const words = "The IS_COMPONENTS_V2 flag cannot be removed from a message";
    form.note([...at, "flags"], "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", words);
  }
  const { components } = body;
  if (components !== undefined && components !== null) checkComponents(components, [...at, "components"], flags, form);
  if (flags & componentsV2) checkLegacy(body, kind === "edit" ? before : nothing, at, form);
  const lost = checkFiles(input, form);
  form.settle();
  if (isEmpty(input)) throw refuse(50_006);
  return { remarks: [...form.unknown.map((one) => `unknown field ${one}`), ...lost], flags };
}
