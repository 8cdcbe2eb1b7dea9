import type { IncomingMessage, ServerResponse } from "node:http";

import type { ReceiverEvent } from "@slack/bolt";

import { isRecord, record, text } from "../../chat/fields.ts";
import type { Observer } from "../../chat/observer.ts";
import { isValidSlackRequest } from "./bolt.ts";
import type { Intake } from "./intake.ts";

export interface HttpSettings {
  readonly signingSecret: string;
  readonly intake: Intake;
  readonly observer: Observer;
}

/** Takes a request of the process's listener; false when it is not Slack's to make. Closed, it sends Slack away for now. */
export type SlackHandler = (request: IncomingMessage, response: ServerResponse, open?: boolean) => boolean;

/** Slack's largest payloads are far smaller. */
const largestBody = 1024 * 1024;
const ackWithinMs = 2900;
const freshWithinS = 5 * 60;

interface Reply {
  readonly status: number;
  /** Words go out as they are, anything else as JSON. */
  readonly body?: unknown;
}

/**
 * HTTP mode: Slack posts events, commands and clicks to /slack/events; what is not signed by Slack is refused. It works
 * on node's own requests: as web Requests they would cost each event as much again as Bolt does.
 */
export function slackHandler(settings: HttpSettings): SlackHandler {
  return (request, response, open = true) => {
    if (!/^\/slack\/events\/?(?:\?|$)/u.test(request.url ?? "")) return false;
    if (!open) {
      send(response, { status: 503 });
      return true;
    }
    answer(settings, request).then(
      (reply) => send(response, reply),
      () => response.destroy(),
    );
    return true;
  };
}

async function answer({ signingSecret, intake, observer }: HttpSettings, request: IncomingMessage): Promise<Reply> {
  if (request.method !== "POST") return { status: 405 };
  const raw = await readBody(request);
  if (raw === undefined) return { status: 413, body: "too large" };
  // Slack's check of our certificate is not signed and asks nothing.
  if (raw.length < 500 && /(?:^|&)ssl_check=1(?:&|$)/u.test(raw)) return { status: 200 };
  if (!isSigned(request, raw, signingSecret)) {
    observer.suppressed("signature");
    return { status: 401, body: "signature refused" };
  }
  const body = parse(raw, (request.headers["content-type"] ?? "").toLowerCase());
  if (body === undefined) {
    intake.malformed();
    return { status: 400, body: "not readable" };
  }
  return reactTo(body, request, intake);
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const isText = typeof body === "string";
  if (body !== undefined)
    response.setHeader("content-type", isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8");
  // A body that was not read to its end would be taken for the next request.
  if (status === 413 || status === 503) response.setHeader("connection", "close");
  response.statusCode = status;
  response.end(body === undefined || isText ? body : JSON.stringify(body));
}

function reactTo(body: Readonly<Record<string, unknown>>, request: IncomingMessage, intake: Intake): Reply | Promise<Reply> {
  if (body["type"] === "url_verification") return { status: 200, body: { challenge: text(body["challenge"]) ?? "" } };
  if (body["type"] === "app_rate_limited") {
    intake.appRateLimited();
    return { status: 200 };
  }
  if (body["type"] === "event_callback" && text(record(body["event"])["type"]) === undefined) {
    intake.malformed();
    return { status: 200 };
  }
  return acknowledged(body, request, intake);
}

/** Ends with the acknowledgement; the work goes on behind it. */
function acknowledged(body: Readonly<Record<string, unknown>>, { headers }: IncomingMessage, intake: Intake): Promise<Reply> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ status: 503 }), ackWithinMs);
    const retry = Number(headers["x-slack-retry-num"] ?? Number.NaN);
    const reason = headers["x-slack-retry-reason"];
    const event: ReceiverEvent = {
      body: { ...body },
      ack: (payload?: unknown) => {
        clearTimeout(late);
        resolve(payload === undefined || payload === "" ? { status: 200 } : { status: 200, body: payload });
        return Promise.resolve();
      },
      ...(Number.isNaN(retry) ? {} : { retryNum: retry }),
      ...(typeof reason === "string" ? { retryReason: reason } : {}),
    };
    void intake.take(event).finally(() => {
      // What nobody listens to is acknowledged all the same, or Slack sends it three times more.
      clearTimeout(late);
      resolve({ status: 200 });
    });
  });
}

function isSigned({ headers }: IncomingMessage, raw: string, signingSecret: string): boolean {
  const stamp = Number(headers["x-slack-request-timestamp"] ?? Number.NaN);
  const signature = headers["x-slack-signature"];
  // Bolt refuses what is too old; what comes from the future could be replayed for as long.
  if (!Number.isInteger(stamp) || typeof signature !== "string" || stamp > Date.now() / 1000 + freshWithinS) return false;
  return isValidSlackRequest({
    signingSecret,
    body: raw,
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": stamp },
  });
}

/** The body as text, undefined when it is larger than anything Slack sends. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (part: Buffer) => {
      size += part.byteLength;
      if (size <= largestBody) parts.push(part);
      else resolve(undefined);
    });
    request.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("cut off"));
    });
  });
}

function parse(raw: string, contentType: string): Readonly<Record<string, unknown>> | undefined {
  try {
    if (!contentType.includes("application/x-www-form-urlencoded")) return recordIn(raw);
    const form = new URLSearchParams(raw);
    const payload = form.get("payload");
    return payload === null ? Object.fromEntries(form) : recordIn(payload);
  } catch {
    return undefined;
  }
}

function recordIn(json: string): Readonly<Record<string, unknown>> | undefined {
  const value: unknown = JSON.parse(json);
  return isRecord(value) ? value : undefined;
}
