/** HTTP mode: what Slack posts to the app's address, signed. */
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

import { takeAck } from "./ack.ts";
import { asString, isJson, parseJson } from "./json.ts";
import { commandPayload, type Outgoing } from "./payloads.ts";
import { eventDelivery, senderOver } from "./sender.ts";
import { handles, nameOf } from "./socket.ts";
import type { Delivered, HttpResult, HttpSender, Json, Signing } from "./types.ts";
import type { Workspace } from "./workspace.ts";

const json = "application/json";
const form = "application/x-www-form-urlencoded";
const agent = new Agent({ keepAlive: true, maxSockets: 50, timeout: 5000 });

interface HttpOptions {
  secret: string;
  deadlineMs: number;
}

function sign(workspace: Workspace, body: string, secret: string, signing: Signing): Record<string, string> {
  const timestamp = String(Math.floor(workspace.now() / 1000) + (signing.skewSeconds ?? 0));
  if (signing.signature === "missing") return {};
  const key = signing.signature === "bad" ? `not ${secret}` : (signing.secret ?? secret);
  const hash = createHmac("sha256", key).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hash}` };
}

function bodyOf({ type, payload }: Outgoing): { body: string; contentType: string } {
  if (type === "events_api") return { body: JSON.stringify(payload), contentType: json };
  const fields = type === "interactive" ? { payload: JSON.stringify(payload) } : asStrings(payload);
  return { body: new URLSearchParams(fields).toString(), contentType: form };
}

function asStrings(payload: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asString(value)]));
}

/** Plain words are a message's text; nothing at all is a bare ack. */
function ackPayload(body: string): Json {
  const parsed = parseJson(body);
  if (isJson(parsed)) return parsed;
  return body === "" ? {} : { text: body };
}

function retryHeaders({ retryAttempt, retryReason }: Outgoing): Record<string, string> {
  if (retryAttempt === undefined) return {};
  return { "x-slack-retry-num": String(retryAttempt), "x-slack-retry-reason": retryReason ?? "http_timeout" };
}

/** Not fetch: its kept connections hold up an app that stops. */
function ask(url: string, body: string, headers: Record<string, string>, giveUpMs: number): Promise<Omit<HttpResult, "afterMs">> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(giveUpMs);
    const sent = request(url, { method: "POST", headers, agent, signal }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const entries = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, body: text, headers: Object.fromEntries(entries) });
      });
    });
    sent.on("error", (error) => reject(signal.aborted ? new Error("too late", { cause: error }) : error));
    sent.end(body);
  });
}

class Poster {
  target = "";
  private readonly workspace: Workspace;
  private readonly options: HttpOptions;

  constructor(workspace: Workspace, options: HttpOptions) {
    this.workspace = workspace;
    this.options = options;
  }

  async post(body: string, contentType: string, signing: Signing = {}, giveUpMs = 30_000): Promise<HttpResult> {
    if (!this.target) throw new Error("set http.target to the address of the app first");
    const at = performance.now();
    const headers = { "content-type": contentType, "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)" };
    const signed = sign(this.workspace, body, this.options.secret, signing);
    const more = { "content-length": String(Buffer.byteLength(body)), ...signed, ...signing.headers };
    const response = await ask(this.target, body, { ...headers, ...more }, giveUpMs);
    return { ...response, afterMs: performance.now() - at };
  }

  /** Slack waits three seconds, then hangs up. */
  async deliver(sent: Outgoing): Promise<Delivered> {
    const { body, contentType } = bodyOf(sent);
    const { deadlineMs } = this.options;
    const missed = { acked: false, afterMs: deadlineMs, payload: {}, envelopeId: "", ...handles(sent) };
    let result: HttpResult;
    try {
      result = await this.post(body, contentType, { headers: retryHeaders(sent) }, deadlineMs);
    } catch (error) {
      const why = error instanceof Error && error.message === "too late" ? `no answer within ${deadlineMs} ms` : "no connection";
      this.workspace.violations.push(`${why}: ${nameOf(sent)}`);
      if (sent.about === "event" && sent.retryAttempt === undefined) {
        // The first redelivery comes at once; the others are for tests to send.
        void this.deliver({ ...sent, retryAttempt: 1, retryReason: "http_timeout" });
      }
      return missed;
    }
    const { status, afterMs } = result;
    if (status < 200 || status > 299) {
      // An app that ends may send Slack away until somebody else is there.
      if (status !== 503) this.workspace.violations.push(`status ${status} to ${nameOf(sent)}`);
      return { ...missed, afterMs, status, body: result.body };
    }
    const payload = sent.about === "event" ? {} : ackPayload(result.body);
    takeAck(this.workspace, sent, payload);
    return { ...missed, acked: true, afterMs, payload, status, body: result.body };
  }
}

export function httpSender(workspace: Workspace, options: HttpOptions): HttpSender {
  const poster = new Poster(workspace, options);
  return {
    ...senderOver(workspace, (sent) => poster.deliver(sent)),
    get target() {
      return poster.target;
    },
    set target(address) {
      poster.target = address;
    },
    post: (body, contentType, signing) => poster.post(body, contentType, signing),
    postEvent(event, signing, eventOptions) {
      const sent = eventDelivery(workspace, event, eventOptions);
      const headers = { ...retryHeaders(sent), ...signing?.headers };
      return poster.post(bodyOf(sent).body, json, { ...signing, headers });
    },
    postCommand: (input, signing) => poster.post(bodyOf(commandPayload(workspace, input)).body, form, signing),
    urlVerification(challenge, signing) {
      const body = JSON.stringify({ token: "fake-verification-token", challenge, type: "url_verification" });
      return poster.post(body, json, signing);
    },
    sslCheck: () => poster.post("ssl_check=1&token=fake-verification-token", form, { signature: "missing" }),
  };
}
