import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { send } from "./failures.ts";
import { answerDownload, answerUpload } from "./file-server.ts";
import { httpSender } from "./http-sender.ts";
import { answerResponseUrl } from "./response-url.ts";
import { addChannel, addFile, addUser, allScopes, seed } from "./seed.ts";
import { userMessage } from "./sender.ts";
import { SocketHub, socketSender } from "./socket.ts";
import type { FakeSlack, FakeSlackOptions } from "./types.ts";
import { answerApi } from "./web-api.ts";
import { Workspace } from "./workspace.ts";

export * as events from "./events.ts";
export type * from "./types.ts";

type Answer = (workspace: Workspace, request: IncomingMessage, response: ServerResponse) => Promise<void>;

const routes: Readonly<Record<string, Answer>> = {
  api: answerApi,
  response: answerResponseUrl,
  upload: answerUpload,
  "files-pri": answerDownload,
  login: async (_workspace, _request, response) => {
    send(response, 200, "<!DOCTYPE html><title>Sign in | Slack</title>", { "content-type": "text/html; charset=utf-8" });
  },
};

function serve(workspace: Workspace): Server {
  return createServer((request, response) => {
    const answer = routes[(request.url ?? "").split(/[/?]/u)[1] ?? ""];
    if (!answer) {
      send(response, 404, "no such page", { "content-type": "text/plain" });
      return;
    }
    answer(workspace, request, response).catch((error: unknown) => {
      workspace.violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the fake has no address");
  return `http://127.0.0.1:${address.port}`;
}

/** Waits until a check gives something; says what happened instead when it never does. */
function waiter(workspace: Workspace): FakeSlack["until"] {
  return async (check, timeoutMs = 20_000) => {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const found = check();
      if (found !== undefined && found !== false) return found;
      if (performance.now() > end) {
        const calls = workspace.calls.slice(-5).map((one) => `${one.method}${one.error ? ` (${one.error})` : ""}`);
        const said = workspace.violations.join("\n") || "none";
        throw new Error(`waited ${timeoutMs} ms in vain; last calls: ${calls.join(", ") || "none"}; violations: ${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
}

/** A strict Slack on loopback: Web API, Socket Mode, HTTP events. It refuses what Slack refuses. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { botToken = "xoxb-fake-bot", appToken = "xapp-fake-app", signingSecret = "fake-signing-secret" } = options;
  const deadlineMs = options.ackDeadlineMs ?? 3000;
  const workspace = new Workspace();
  seed(workspace);
  workspace.tokens.set(botToken, { kind: "bot", scopes: [...(options.scopes ?? allScopes)] });
  workspace.tokens.set(appToken, { kind: "app", scopes: ["connections:write"] });
  const server = serve(workspace);
  const hub = new SocketHub(workspace, server, { deadlineMs, pingEveryMs: options.pingEveryMs ?? 10_000 });
  workspace.origin = await listen(server);
  const until = waiter(workspace);
  const socket = socketSender(workspace, hub, until);
  const http = httpSender(workspace, { secret: signingSecret, deadlineMs });
  if (options.echo !== false) workspace.echo = echoOver(workspace, socket, http);
  return assemble(workspace, { botToken, appToken, signingSecret, socket, http, until }, async () => {
    await hub.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

const historyScopes: Readonly<Record<string, string>> = {
  channel: "channels:history",
  group: "groups:history",
  im: "im:history",
  mpim: "mpim:history",
};

/** Tells the app of its own messages by whatever way it listens, if its scopes let it hear them. */
function echoOver(workspace: Workspace, socket: FakeSlack["socket"], http: FakeSlack["http"]): Workspace["echo"] {
  return (event) => {
    const channel = workspace.channels.get(String(event["channel"]));
    const scope = historyScopes[String(event["channel_type"])] ?? "";
    if (!channel || !workspace.isMember(channel) || !workspace.botHas(scope)) return;
    if (socket.size > 0) void socket.sendEvent(event);
    else if (http.target) void http.sendEvent(event);
  };
}

type Parts = Pick<FakeSlack, "botToken" | "appToken" | "signingSecret" | "socket" | "http" | "until">;

function assemble(workspace: Workspace, parts: Parts, close: () => Promise<void>): FakeSlack {
  const { origin, team, appId, botId, botUserId, calls, violations, tokens, users, channels, files, views } = workspace;
  const messages: FakeSlack["messages"] = (channel) =>
    workspace.messages.filter((one) => channel === undefined || one.channel === channel);
  return {
    ...parts,
    origin,
    team,
    appId,
    botId,
    botUserId,
    calls,
    violations,
    tokens,
    users,
    channels,
    files,
    views,
    apiUrl: `${origin}/api/`,
    callsOf: (method) => calls.filter((one) => one.method === method),
    messages,
    answers: (channel) => messages(channel).filter((one) => one.botId !== undefined && !one.deleted),
    addUser: (user) => addUser(workspace, user),
    addChannel: (channel) => addChannel(workspace, channel),
    addFile: (file) => addFile(workspace, file),
    addMessage: (input) => userMessage(workspace, input),
    fail(method, failure) {
      workspace.failures.push({ method, failure, left: failure.times ?? 1 });
    },
    heal(method) {
      for (const plan of workspace.failures) if (method === undefined || plan.method === method) plan.left = 0;
    },
    advance: (ms) => workspace.advance(ms),
    now: () => workspace.now(),
    close,
  };
}
