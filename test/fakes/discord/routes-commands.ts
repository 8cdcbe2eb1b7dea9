/** Registering commands, for everybody or for one guild. */
import { checkCommand, checkCommands } from "./command-check.ts";
import { badField, Form } from "./form.ts";
import { asString, type Json } from "./json.ts";
import { refuse } from "./refusal.ts";
import { bodyOf, type Call, done, type Handler, ok, param } from "./route.ts";
import { guildOf } from "./routes-read.ts";

/** "" for the global ones, or the guild's id. */
function scopeOf(call: Call): string {
  if (param(call, "app") !== call.world.appId) throw refuse(50_001);
  return call.params["guild"] === undefined ? "" : guildOf(call).id;
}

const commandsOf = (call: Call, scope: string): Json[] => call.world.commands.get(scope) ?? [];

function settle(call: Call, form: Form): void {
  for (const field of form.unknown) call.world.violations.push(`${call.record.route}: unknown field ${field}`);
  form.settle();
}

/** The command as Discord gives it back: every field filled. */
function kept(call: Call, scope: string, given: Json, before?: Json): Json {
  const { world } = call;
  const type = given["type"] ?? before?.["type"] ?? 1;
  return {
    default_member_permissions: null,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    description: "",
    ...(scope === "" && { contexts: null, integration_types: [0], dm_permission: true }),
    ...before,
    ...given,
    ...(type === 1 && { options: given["options"] ?? before?.["options"] ?? [] }),
    type,
    id: before?.["id"] ?? world.nextId(),
    application_id: world.appId,
    version: world.nextId(),
    ...(scope !== "" && { guild_id: scope }),
  };
}

const same = (one: Json, other: Json): boolean => one["name"] === other["name"] && (one["type"] ?? 1) === (other["type"] ?? 1);

/** Localisations are told only to who asks. */
function told(call: Call, command: Json): Json {
  if (call.query["with_localizations"] === "true" || call.record.method !== "GET") return command;
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = command;
  return rest;
}

const listing: Handler = (call) => ok(commandsOf(call, scopeOf(call)).map((one) => told(call, one)));

const replaceAll: Handler = (call) => {
  const scope = scopeOf(call);
  const { body, world } = call;
  if (!Array.isArray(body)) throw badField([], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
  const form = new Form();
  checkCommands(body, form);
  settle(call, form);
  const before = commandsOf(call, scope);
  const now = body.map((one: Json) => {
    const was = before.find((other) => same(one, other));
    return kept(call, scope, one, was && { id: was["id"] });
  });
  world.commands.set(scope, now);
  return ok(now);
};

const create: Handler = (call) => {
  const scope = scopeOf(call);
  const body = bodyOf(call);
  const form = new Form();
  checkCommand(body, [], form);
  settle(call, form);
  const list = commandsOf(call, scope);
  const index = list.findIndex((one) => same(one, body));
  const type = body["type"] ?? 1;
  if (index === -1 && list.filter((one) => one["type"] === type).length >= (type === 1 ? 100 : 15)) throw refuse(30_032);
  const before = list[index];
  const command = kept(call, scope, body, before && { id: before["id"] });
  call.world.commands.set(scope, [...list.filter((one) => one !== before), command]);
  return { status: before ? 200 : 201, body: command };
};

function found(call: Call): { scope: string; list: Json[]; command: Json } {
  const scope = scopeOf(call);
  const list = commandsOf(call, scope);
  const command = list.find((one) => asString(one["id"]) === param(call, "command"));
  if (!command) throw refuse(10_063);
  return { scope, list, command };
}

const edit: Handler = (call) => {
  const { scope, list, command } = found(call);
  const whole = kept(call, scope, bodyOf(call), command);
  const form = new Form();
  checkCommand(whole, [], form);
  settle(call, form);
  call.world.commands.set(
    scope,
    list.map((one) => (one === command ? whole : one)),
  );
  return ok(whole);
};

const remove: Handler = (call) => {
  const { scope, list, command } = found(call);
  call.world.commands.set(
    scope,
    list.filter((one) => one !== command),
  );
  return done;
};

const scopes = ["/applications/:app/commands", "/applications/:app/guilds/:guild/commands"];

export const commandRoutes: Readonly<Record<string, Handler>> = Object.fromEntries(
  scopes.flatMap((path): [string, Handler][] => [
    [`GET ${path}`, listing],
    [`PUT ${path}`, replaceAll],
    [`POST ${path}`, create],
    [`GET ${path}/:command`, (call) => ok(told(call, found(call).command))],
    [`PATCH ${path}/:command`, edit],
    [`DELETE ${path}/:command`, remove],
  ]),
);
