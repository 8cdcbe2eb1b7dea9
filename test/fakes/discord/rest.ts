/** The REST API's door: planned failures, token, limits, body; then the route. */
import type { IncomingMessage, ServerResponse } from "node:http";

import { answerFailure, plannedFailure, send, wait } from "./failures.ts";
import type { Upload } from "./files.ts";
import { badField } from "./form.ts";
import { asJson, parseJson } from "./json.ts";
import type { RateLimits } from "./rate-limits.ts";
import { notFound, Refusal, refuse, unauthorized, wrongMethod } from "./refusal.ts";
import type { Call, Handler, Reply } from "./route.ts";
import { channelRoutes } from "./routes-channels.ts";
import { commandRoutes } from "./routes-commands.ts";
import { interactionRoutes } from "./routes-interactions.ts";
import { messageRoutes } from "./routes-messages.ts";
import { readRoutes } from "./routes-read.ts";
import type { FakeCall } from "./types.ts";
import type { World } from "./world.ts";

interface Route {
  name: string;
  method: string;
  parts: readonly string[];
  handler: Handler;
  /** The token is in the path. */
  open: boolean;
}

const all = { ...readRoutes, ...channelRoutes, ...messageRoutes, ...commandRoutes, ...interactionRoutes };
/** Words before names: /users/@me is no user. */
const routes: readonly Route[] = Object.entries(all)
  .map(([name, handler]) => {
    const [method = "", path = ""] = name.split(" ");
    return { name, method, parts: path.split("/").slice(1), handler, open: name in interactionRoutes };
  })
  .toSorted((one, other) => one.name.split(":").length - other.name.split(":").length);

const matches = (route: Route, parts: readonly string[]): boolean =>
  route.parts.length === parts.length && route.parts.every((part, index) => part.startsWith(":") || part === parts[index]);

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** payload_json and files[n], as a form carries them. */
async function readForm(contentType: string, raw: Buffer): Promise<{ body: unknown; uploads: Upload[] }> {
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": contentType } }).formData();
  const uploads: Upload[] = [];
  let body: unknown = {};
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/u.exec(name)?.[1];
    if (typeof value === "string") {
      if (name === "payload_json") body = parseJson(value);
    } else {
      const content = new Uint8Array(await value.arrayBuffer());
      uploads.push({ index: Number(index ?? uploads.length), filename: value.name, contentType: value.type, content });
    }
  }
  if (body === undefined) throw refuse(50_109);
  return { body, uploads };
}

async function read(request: IncomingMessage): Promise<{ body: unknown; uploads: Upload[] }> {
  const raw = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  if (raw.length === 0) return { body: undefined, uploads: [] };
  if (type.startsWith("multipart/form-data")) return readForm(type, raw);
  if (!type.startsWith("application/json")) {
    throw new Refusal(400, 50_035, "Invalid Form Body", {
      errors: {
        _errors: [
          {
            code: "CONTENT_TYPE_INVALID",
            message: 'Expected "Content-Type" header to be one of {application/json, multipart/form-data}.',
          },
        ],
      },
    });
  }
  const body = parseJson(raw.toString("utf8"));
  if (body === undefined) throw refuse(50_109);
  return { body, uploads: [] };
}

function paramsOf(route: Route, parts: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  route.parts.forEach((part, index) => {
    if (part.startsWith(":")) params[part.slice(1)] = parts[index] ?? "";
  });
  for (const name of ["channel", "guild", "command", "interaction", "user"]) {
    const value = params[name];
    if (value !== undefined && !/^\d{1,20}$/u.test(value)) {
      throw badField([`${name}_id`], "NUMBER_TYPE_COERCE", `Value "${value}" is not snowflake.`);
    }
  }
  return params;
}

interface Asked {
  record: FakeCall;
  parts: readonly string[];
  route: Route | undefined;
  body: unknown;
  uploads: readonly Upload[];
  problem?: Error;
}

function run(world: World, { record, parts, route, body, uploads, problem }: Asked): Reply {
  if (problem) throw problem;
  if (!route) {
    const known = routes.some((one) => matches(one, parts));
    throw known ? wrongMethod() : notFound();
  }
  if (!route.open && !record.authorized) throw unauthorized();
  const call: Call = { world, params: paramsOf(route, parts), query: record.query, body, uploads, record };
  return route.handler(call);
}

function refusalOf(world: World, record: FakeCall, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  world.violations.push(`the fake failed in ${record.route}: ${error instanceof Error ? String(error.stack) : String(error)}`);
  return new Refusal(500, 0, "500: Internal Server Error");
}

async function ask(world: World, request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? "/", "http://fake");
  const [, version = "", path = ""] = /^\/api\/v(\d+)(\/.*)$/u.exec(url.pathname) ?? [];
  const parts = path.split("/").slice(1);
  const method = request.method ?? "GET";
  const route = version === "10" ? routes.find((one) => one.method === method && matches(one, parts)) : undefined;
  const record: FakeCall = {
    method,
    route: route?.name ?? `${method} ${url.pathname}`,
    path,
    query: Object.fromEntries(url.searchParams),
    body: undefined,
    files: [],
    authorized: request.headers.authorization === `Bot ${world.token}`,
    at: world.now(),
    status: 0,
  };
  if (!/^DiscordBot \(\S+, \S+\)/u.test(request.headers["user-agent"] ?? "")) {
    world.violations.push(`${record.route}: the User-Agent must be "DiscordBot (url, version)"`);
  }
  try {
    const { body, uploads } = await read(request);
    record.body = body;
    record.files = uploads.map(({ index, filename, contentType, content }) => ({
      name: `files[${index}]`,
      filename,
      contentType,
      size: content.length,
    }));
    return { record, parts, route, body, uploads };
  } catch (error) {
    return {
      record,
      parts,
      route,
      body: undefined,
      uploads: [],
      problem: error instanceof Error ? error : new Error(String(error)),
    };
  }
}

/** Answers one request to /api/v10/…. */
export async function answerRest(
  world: World,
  limits: RateLimits,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = await ask(world, request);
  const { record } = asked;
  if (world.options.record !== false) world.calls.push(record);
  if (world.slowMs > 0) await wait(world.slowMs);
  const failure = await plannedFailure(world, record);
  if (failure && !failure.afterwards) {
    limits.count(failure.status ?? 0);
    answerFailure(world, response, record, failure);
    return;
  }
  const limited = limits.take(record);
  if (limited.refusal) {
    send(world, response, record, limited.refusal.status, limited.refusal.body, limited.headers);
    return;
  }
  let reply: Reply;
  try {
    reply = run(world, asked);
  } catch (error) {
    const refusal = refusalOf(world, record, error);
    reply = { status: refusal.status, body: refusal.body };
    record.code = refusal.code;
  }
  limits.count(reply.status);
  if (failure) answerFailure(world, response, record, failure);
  else
    send(world, response, record, reply.status, reply.body === undefined ? undefined : asJsonOrList(reply.body), limited.headers);
}

const asJsonOrList = (body: unknown): unknown => (Array.isArray(body) ? body : asJson(body));
