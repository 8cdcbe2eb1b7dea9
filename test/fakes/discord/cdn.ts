/** The CDN: attachments by their address, as long as it lasts. */
import type { IncomingMessage, ServerResponse } from "node:http";

import { wait } from "./failures.ts";
import type { FakeFile } from "./types.ts";
import type { World } from "./world.ts";

function plain(response: ServerResponse, status: number, words: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers });
  response.end(words);
}

function expired(world: World, url: URL): boolean {
  const until = Number.parseInt(url.searchParams.get("ex") ?? "", 16);
  return Number.isNaN(until) || until * 1000 < world.now();
}

/** Does what was planned instead of serving; true when that was all. */
async function playFault(response: ServerResponse, file: FakeFile): Promise<boolean> {
  const { fault } = file;
  if (!fault) return false;
  if (fault.delayMs) await wait(fault.delayMs);
  if (fault.drop) response.destroy();
  else if (fault.redirectTo !== undefined) plain(response, 302, "Found", { location: fault.redirectTo });
  else if (fault.status !== undefined) plain(response, fault.status, "This content is no longer available.");
  else if (fault.stallAfter !== undefined) {
    response.writeHead(200, { "content-type": file.contentType, "content-length": String(file.content.length) });
    response.write(file.content.subarray(0, fault.stallAfter));
  } else return false;
  return true;
}

export async function answerCdn(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://fake");
  const [, , , id = "", filename = ""] = url.pathname.split("/");
  const file = world.files.get(id);
  if (!file || file.filename !== filename || expired(world, url)) {
    plain(response, 404, "This content is no longer available.");
    return;
  }
  const { authorization = "" } = request.headers;
  file.downloads.push({ method: request.method ?? "GET", authorization });
  if (authorization) world.violations.push("the CDN was sent a token");
  if (await playFault(response, file)) return;
  response.writeHead(200, {
    "content-type": file.contentType,
    "content-length": String(file.content.length),
    "content-disposition": `attachment; filename=${file.filename}`,
  });
  response.end(request.method === "HEAD" ? undefined : file.content);
}
