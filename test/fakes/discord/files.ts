import { asList, asString, type Json } from "./json.ts";
import { refuse } from "./refusal.ts";
import type { FakeFile, FakeMessage } from "./types.ts";
import type { World } from "./world.ts";

/** A file as it came with a request. */
export interface Upload {
  /** n of files[n]. */
  index: number;
  filename: string;
  contentType: string;
  content: Uint8Array;
}

const maxUpload = 10 * 1024 * 1024;
const lifeMs = 24 * 3_600_000;

export interface FileInput {
  filename: string;
  content: string | Uint8Array;
  contentType?: string;
  /** What Discord says of the size. */
  size?: number;
  description?: string;
  fault?: NonNullable<FakeFile["fault"]>;
}

/** Puts a file on the CDN. */
export function addFile(world: World, channelId: string, input: FileInput): FakeFile {
  const content = typeof input.content === "string" ? new TextEncoder().encode(input.content) : input.content;
  const id = world.nextId();
  const filename = input.filename.replaceAll(/[^\w.-]/gu, "_");
  const expires = Math.floor((world.now() + lifeMs) / 1000).toString(16);
  const file: FakeFile = {
    id,
    filename,
    contentType: input.contentType ?? "text/plain; charset=utf-8",
    size: input.size ?? content.length,
    content,
    url: `${world.origin}/attachments/${channelId}/${id}/${filename}?ex=${expires}&is=0&hm=00&`,
    downloads: [],
    ...(input.description !== undefined && { description: input.description }),
    ...(input.fault && { fault: input.fault }),
  };
  world.files.set(id, file);
  return file;
}

/** Files of a new message, described by `attachments` of the payload. */
export function takeUploads(world: World, channelId: string, uploads: readonly Upload[], attachments: unknown): FakeFile[] {
  const most = world.options.maxUpload ?? maxUpload;
  if (uploads.some((one) => one.content.length > most)) throw refuse(40_005);
  return uploads.map((upload) => {
    const listed = asList(attachments).find((one) => asString(one["id"]) === String(upload.index));
    const description = asString(listed?.["description"]);
    return addFile(world, channelId, {
      filename: asString(listed?.["filename"]) || upload.filename,
      content: upload.content,
      contentType: upload.contentType,
      ...(description && { description }),
    });
  });
}

/** Attachments after an edit: those that `attachments` lists stay; without it all do. */
export function keptFiles(message: FakeMessage, attachments: unknown): FakeFile[] {
  if (!Array.isArray(attachments)) return message.files;
  return message.files.filter((file) => asList(attachments).some((one) => asString(one["id"]) === file.id));
}

/** attachment:// becomes the address of the file; every component gets an id. */
export function settleComponents(components: unknown, files: readonly FakeFile[]): Json[] {
  let last = 0;
  const media = (value: unknown): unknown => {
    const url = asString((value as Json | undefined)?.["url"]);
    const name = /^attachment:\/\/(.+)$/u.exec(url)?.[1];
    const file = name === undefined ? undefined : files.find((one) => one.filename === name);
    return file
      ? { url: file.url, proxy_url: file.url, content_type: file.contentType, attachment_id: file.id }
      : { url, proxy_url: url };
  };
  const settle = (component: Json): Json => {
    const own = component["id"];
    last += 1;
    const id = typeof own === "number" && own > 0 ? own : last;
    const { components: inside, accessory, items, file, media: picture } = component;
    return {
      ...component,
      id,
      ...(inside !== undefined && { components: asList(inside).map(settle) }),
      ...(accessory !== undefined && { accessory: settle(accessory as Json) }),
      ...(items !== undefined && { items: asList(items).map((one) => ({ ...one, media: media(one["media"]) })) }),
      ...(file !== undefined && { file: media(file) }),
      ...(picture !== undefined && { media: media(picture) }),
    };
  };
  return asList(components).map(settle);
}

/** Embeds as Discord keeps them: typed, with attachment:// resolved. */
export function settleEmbeds(embeds: unknown, files: readonly FakeFile[]): Json[] {
  const address = (url: string): string => {
    const name = /^attachment:\/\/(.+)$/u.exec(url)?.[1];
    return files.find((one) => one.filename === name)?.url ?? url;
  };
  return asList(embeds).map((embed) => {
    const { image, thumbnail } = embed;
    const resolved = (part: unknown): Json => ({ ...(part as Json), url: address(asString((part as Json)["url"])) });
    return {
      type: "rich",
      ...embed,
      ...(image ? { image: resolved(image) } : {}),
      ...(thumbnail ? { thumbnail: resolved(thumbnail) } : {}),
    };
  });
}
