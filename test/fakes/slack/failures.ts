import type { ServerResponse } from "node:http";

import type { Failure, FakeCall } from "./types.ts";
import type { Workspace } from "./workspace.ts";

export function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body);
}

/** The failure that somebody planned for this call, after its delay; undefined when the call may go on. */
export async function plannedFailure(workspace: Workspace, call: FakeCall): Promise<Failure | undefined> {
  const failure = workspace.takeFailure(call.method, call.args);
  if (!failure) return undefined;
  if (failure.delayMs) await new Promise((resolve) => setTimeout(resolve, failure.delayMs));
  return failure.drop || failure.status || failure.error ? failure : undefined;
}

/** Answers a call with its planned failure. */
export function answerFailure(
  response: ServerResponse,
  call: FakeCall,
  failure: Failure,
  headers: Record<string, string> = {},
): void {
  const { drop, status, error, retryAfter, body } = failure;
  call.status = status ?? 200;
  if (drop) {
    call.error = "dropped";
    response.destroy();
  } else if (status === 429 || error === "ratelimited") {
    call.error = "ratelimited";
    call.status = 429;
    send(response, 429, '{"ok":false,"error":"ratelimited"}', { ...headers, "retry-after": String(retryAfter ?? 1) });
  } else if (error) {
    call.error = error;
    send(response, call.status, JSON.stringify({ ok: false, error }), headers);
  } else {
    call.error = `status_${status}`;
    send(response, call.status, body ?? "upstream error", { ...headers, "content-type": "text/html" });
  }
}
