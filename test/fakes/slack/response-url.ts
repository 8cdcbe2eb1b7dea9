import type { IncomingMessage, ServerResponse } from "node:http";

import { answerFailure, plannedFailure, send } from "./failures.ts";
import { asFlag, asJson, isJson, parseJson } from "./json.ts";
import { change, publish, remove } from "./messages.ts";
import type { FakeCall, Json } from "./types.ts";
import { readBody } from "./web-api.ts";
import { Refusal, type ResponseUrl, type Workspace } from "./workspace.ts";

const maxUses = 5;
const lifeMs = 30 * 60_000;
const known = new Set([
  "text",
  "blocks",
  "attachments",
  "response_type",
  "replace_original",
  "delete_original",
  "thread_ts",
  "metadata",
  "mrkdwn",
  "unfurl_links",
  "unfurl_media",
]);

function respond(workspace: Workspace, url: ResponseUrl, args: Json): void {
  const unknown = Object.keys(args).filter((name) => !known.has(name));
  if (unknown.length > 0) workspace.violations.push(`response_url: unknown field ${unknown.join(", ")}`);
  const original = url.message && !url.message.deleted ? url.message : undefined;
  if (asFlag(args["delete_original"])) {
    if (!original) throw new Refusal("message_not_found", {}, 404);
    remove(workspace, original);
    return;
  }
  if (asFlag(args["replace_original"])) {
    if (!original) throw new Refusal("message_not_found", {}, 404);
    change(workspace, original, args, "response_url");
    return;
  }
  postFor(workspace, url, args, "response_url");
}

/** A message by response_url or by an ack: only for the one who asked, unless it says in_channel. */
export function postFor(
  workspace: Workspace,
  url: Pick<ResponseUrl, "channel" | "user">,
  args: Json,
  via: "response_url" | "ack",
): void {
  const type = args["response_type"] ?? "ephemeral";
  if (type !== "ephemeral" && type !== "in_channel") throw new Refusal("invalid_response_type", {}, 400);
  const draft = { channel: url.channel, args, via, method: via };
  publish(workspace, type === "ephemeral" ? { ...draft, ephemeralFor: url.user } : draft);
}

function use(workspace: Workspace, id: string, args: unknown): void {
  const url = workspace.responseUrls.get(id);
  if (!url) throw new Refusal("no_such_url", {}, 404);
  if (workspace.now() - url.made > lifeMs) throw new Refusal("expired_url", {}, 404);
  if (url.used >= maxUses) throw new Refusal("used_url", {}, 404);
  url.used += 1;
  if (!isJson(args)) throw new Refusal("invalid_payload", {}, 400);
  respond(workspace, url, args);
}

/** Answers one request to a response_url: five uses in thirty minutes. */
export async function answerResponseUrl(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = parseJson((await readBody(request)).toString("utf8"));
  const call: FakeCall = { method: "response_url", args: asJson(body), token: "", at: Date.now(), status: 200 };
  workspace.calls.push(call);
  if (request.headers.authorization) workspace.violations.push("response_url: a token was sent along");
  const failure = await plannedFailure(workspace, call);
  if (failure) {
    answerFailure(response, call, failure);
    return;
  }
  try {
    use(workspace, /^\/response\/(\w+)/u.exec(request.url ?? "")?.[1] ?? "", body);
    send(response, 200, '{"ok":true}');
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal("internal_error", { detail: String(error) }, 500);
    call.error = refusal.code;
    call.status = refusal.status === 200 ? 400 : refusal.status;
    send(response, call.status, JSON.stringify({ ok: false, error: refusal.code, ...refusal.extra }));
  }
}
