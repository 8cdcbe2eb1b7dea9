import { fullFile, messageEvent } from "./events.ts";
import { asList, asString, parseJson } from "./json.ts";
import { writable } from "./messages.ts";
import type { Call, Method } from "./method.ts";
import type { FakeFile } from "./types.ts";
import { Refusal } from "./workspace.ts";

const longestAlt = 1000;

function startUpload({ workspace, args }: Call): { upload_url: string; file_id: string } {
  const length = Number(args["length"]);
  if (!Number.isInteger(length) || length <= 0) throw new Refusal("invalid_arguments");
  const id = workspace.nextId("F");
  const name = asString(args["filename"]);
  const file: FakeFile = {
    id,
    name,
    mimetype: "application/octet-stream",
    filetype: name.split(".").at(-1) ?? "",
    size: length,
    content: new Uint8Array(),
    user: workspace.botUserId,
    channels: [],
    mode: "hosted",
    downloads: [],
    ...(args["alt_txt"] !== undefined && { alt: asString(args["alt_txt"]) }),
  };
  if ((file.alt?.length ?? 0) > longestAlt) throw new Refusal("alt_txt_too_large");
  workspace.uploads.set(id, { file, length });
  return { upload_url: `${workspace.origin}/upload/${id}`, file_id: id };
}

/** Every file must have been uploaded, and in full. */
function finished({ workspace, args }: Call): FakeFile[] {
  const given = typeof args["files"] === "string" ? parseJson(args["files"]) : args["files"];
  const files = asList(given).map((one) => {
    const upload = workspace.uploads.get(asString(one["id"]));
    if (!upload) throw new Refusal("file_not_found");
    if (upload.file.content.length !== upload.length) throw new Refusal("file_upload_size_mismatch");
    return upload.file;
  });
  if (files.length === 0) throw new Refusal("invalid_arguments");
  return files;
}

function complete(call: Call): { files: { id: string; title: string }[] } {
  const { workspace, args } = call;
  const files = finished(call);
  const id = asString(args["channel_id"]);
  const channel = id ? writable(workspace, id) : undefined;
  for (const file of files) {
    workspace.uploads.delete(file.id);
    workspace.files.set(file.id, file);
    if (channel) file.channels.push(channel.id);
  }
  if (channel) {
    const threadTs = asString(args["thread_ts"]);
    const message = workspace.store({
      channel: channel.id,
      ts: workspace.nextTs(),
      user: workspace.botUserId,
      botId: workspace.botId,
      text: asString(args["initial_comment"]),
      blocks: [],
      deleted: false,
      history: [],
      reactions: [],
      files: files.map((file) => file.id),
      via: "api",
      ...(threadTs && { threadTs }),
    });
    workspace.echo(messageEvent(workspace, message));
  }
  return { files: files.map((file) => ({ id: file.id, title: file.name })) };
}

export const fileMethods: Readonly<Record<string, Method>> = {
  "files.info": {
    scopes: ["files:read"],
    required: ["file"],
    optional: ["cursor", "limit"],
    run({ workspace, args }) {
      const file = workspace.files.get(asString(args["file"]));
      if (!file) throw new Refusal("file_not_found");
      return { file: fullFile(workspace, file) };
    },
  },
  "files.getUploadURLExternal": {
    scopes: ["files:write"],
    required: ["filename", "length"],
    optional: ["alt_txt", "alt_text", "snippet_type"],
    run: startUpload,
  },
  "files.completeUploadExternal": {
    scopes: ["files:write"],
    required: ["files"],
    optional: ["channel_id", "channels", "thread_ts", "initial_comment", "blocks"],
    run: complete,
  },
};
