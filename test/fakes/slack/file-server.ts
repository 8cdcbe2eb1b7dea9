import type { IncomingMessage, ServerResponse } from "node:http";

import { answerFailure, plannedFailure, send } from "./failures.ts";
import type { FakeCall } from "./types.ts";
import { readBody } from "./web-api.ts";
import type { Workspace } from "./workspace.ts";

/** A private file: with a good token its bytes; else, as at Slack, a log-in page with status 200. */
export async function answerDownload(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = /^\/files-pri\/(?:download\/)?\w+?-(\w+)\//u.exec(request.url ?? "")?.[1] ?? "";
  const file = workspace.files.get(id);
  const token = /^Bearer (\S+)$/u.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const call: FakeCall = { method: "download", args: { id }, token, at: Date.now(), status: 200 };
  workspace.calls.push(call);
  const failure = await plannedFailure(workspace, call);
  if (failure) {
    answerFailure(response, call, failure);
    return;
  }
  const authorized = workspace.tokens.get(token)?.scopes.includes("files:read") ?? false;
  file?.downloads.push({ authorized, token });
  if (!authorized) {
    call.status = 302;
    response.writeHead(302, { location: `${workspace.origin}/login?redir=${encodeURIComponent(request.url ?? "")}` }).end();
  } else if (file) {
    response.writeHead(200, { "content-type": file.mimetype, "content-length": file.content.length }).end(file.content);
  } else send(response, 404, "file not found", { "content-type": "text/plain" });
}

/** The address that files.getUploadURLExternal gave: raw bytes, or one file of a form. */
export async function answerUpload(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = /^\/upload\/(\w+)/u.exec(request.url ?? "")?.[1] ?? "";
  const upload = workspace.uploads.get(id);
  const body = await readBody(request);
  const call: FakeCall = { method: "upload", args: { id, bytes: body.length }, token: "", at: Date.now(), status: 200 };
  workspace.calls.push(call);
  const failure = await plannedFailure(workspace, call);
  if (failure) answerFailure(response, call, failure);
  else if (upload && request.method === "POST") {
    upload.file.content = await contentOf(body, request.headers["content-type"] ?? "");
    send(response, 200, `OK - ${upload.file.content.length}`, { "content-type": "text/plain" });
  } else send(response, 404, "no such upload", { "content-type": "text/plain" });
}

async function contentOf(body: Buffer, type: string): Promise<Uint8Array> {
  if (!type.startsWith("multipart/")) return body;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  for (const [, part] of form) if (typeof part !== "string") return new Uint8Array(await part.arrayBuffer());
  return new Uint8Array();
}
