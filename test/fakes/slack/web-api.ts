/** The Web API's door: token, scopes, arguments, planned failures; then the method. */
import type { IncomingMessage, ServerResponse } from "node:http";

import { answerFailure, plannedFailure, send } from "./failures.ts";
import { asString, isJson, parseJson } from "./json.ts";
import { type Method, missingScope } from "./method.ts";
import { chatMethods } from "./methods-chat.ts";
import { fileMethods } from "./methods-files.ts";
import { readMethods } from "./methods-read.ts";
import type { FakeCall, FakeToken, Json } from "./types.ts";
import { viewMethods } from "./views.ts";
import { Refusal, type Workspace } from "./workspace.ts";

const methods = new Map<string, Method>(Object.entries({ ...readMethods, ...chatMethods, ...viewMethods, ...fileMethods }));
const structured = new Set(["blocks", "attachments", "view", "metadata", "files"]);

/** The body of a request, whole. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Forms carry structures as JSON text; JSON bodies carry them as they are. */
function argumentsOf(request: IncomingMessage, body: string): Json {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) {
    const parsed = parseJson(body);
    if (isJson(parsed)) return parsed;
    throw new Refusal(parsed === undefined ? "invalid_json" : "json_not_object");
  }
  const query = (request.url ?? "").split("?")[1] ?? "";
  if (body && !type.startsWith("application/x-www-form-urlencoded")) throw new Refusal("invalid_form_data");
  const args: Json = {};
  for (const [name, value] of new URLSearchParams(body || query)) {
    args[name] = structured.has(name) ? (parseJson(value) ?? value) : value;
  }
  return args;
}

function bearer(request: IncomingMessage, args: Json): string {
  const isForm = !(request.headers["content-type"] ?? "").startsWith("application/json");
  const header = /^Bearer (\S+)$/u.exec(request.headers.authorization ?? "")?.[1];
  return header ?? (isForm ? asString(args["token"]) : "");
}

function authorize(workspace: Workspace, token: string, method: Method | undefined): FakeToken {
  if (!token) throw new Refusal("not_authed");
  const known = workspace.tokens.get(token);
  if (!known) throw new Refusal("invalid_auth");
  if (known.error) throw new Refusal(known.error);
  if (!method) throw new Refusal("unknown_method");
  if (known.kind !== (method.token ?? "bot")) throw new Refusal("not_allowed_token_type");
  const { scopes } = method;
  if (scopes.length > 0 && !scopes.some((scope) => known.scopes.includes(scope))) throw missingScope(known, scopes);
  return known;
}

/** Slack ignores arguments that it does not know; they are noted, as nobody sends them on purpose. */
function checkArguments(workspace: Workspace, name: string, method: Method, args: Json): void {
  const missing = method.required.filter((one) => args[one] === undefined || args[one] === "");
  if (missing.length > 0) {
    const messages = missing.map((one) => `[ERROR] missing required field: ${one}`);
    throw new Refusal("invalid_arguments", { response_metadata: { messages } });
  }
  // Bolt's client adds team_id to everything.
  const known = new Set([...method.required, ...method.optional, "token", "team_id"]);
  const unknown = Object.keys(args).filter((one) => !known.has(one));
  if (unknown.length > 0) workspace.violations.push(`${name}: unknown argument ${unknown.join(", ")}`);
}

function refusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal("internal_error", { detail: String(error) });
}

function run(workspace: Workspace, call: FakeCall, problem: Refusal | undefined): { status: number; body: Json } {
  try {
    if (problem) throw problem;
    const method = methods.get(call.method);
    const token = authorize(workspace, call.token, method);
    if (!method) throw new Refusal("unknown_method");
    checkArguments(workspace, call.method, method, call.args);
    const result = method.run({ workspace, args: call.args, token, name: call.method });
    return { status: 200, body: { ok: true, ...result } };
  } catch (error) {
    const { code, extra, status } = refusal(error);
    call.error = code;
    call.status = status;
    if (code === "internal_error") workspace.violations.push(`the fake failed in ${call.method}: ${asString(extra["detail"])}`);
    return { status, body: { ok: false, error: code, ...extra } };
  }
}

function readCall(request: IncomingMessage, body: string): { call: FakeCall; problem?: Refusal } {
  const method = /^\/api\/([\w.]+)/u.exec(request.url ?? "")?.[1] ?? "";
  const call: FakeCall = { method, args: {}, token: bearer(request, {}), at: Date.now(), status: 200 };
  try {
    call.args = argumentsOf(request, body);
    call.token = bearer(request, call.args);
    return { call };
  } catch (error) {
    return { call, problem: refusal(error) };
  }
}

/** Answers one request to /api/<method>. */
export async function answerApi(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { call, problem } = readCall(request, (await readBody(request)).toString("utf8"));
  workspace.calls.push(call);
  const headers = {
    "x-oauth-scopes": (workspace.tokens.get(call.token)?.scopes ?? []).join(","),
    "x-accepted-oauth-scopes": (methods.get(call.method)?.scopes ?? []).join(","),
    "x-slack-req-id": workspace.nextId("req"),
  };
  const failure = await plannedFailure(workspace, call);
  if (failure && !failure.afterwards) {
    answerFailure(response, call, failure, headers);
    return;
  }
  const answer = run(workspace, call, problem);
  if (failure) answerFailure(response, call, failure, headers);
  else
    send(
      response,
      answer.status,
      JSON.stringify(answer.body),
      answer.status === 429 ? { ...headers, "retry-after": "60" } : headers,
    );
}
