import type { Bot } from "../../bot/answer.ts";
import { isRecord, record, records, text } from "../../chat/fields.ts";
import { restOptions, shaped, type Api } from "./api.ts";
import { commands } from "./commands.ts";
import { badToken, codeOf, isDeadToken } from "./faults.ts";
import { RestClient } from "./library.ts";

type Definition = Readonly<Record<string, unknown>>;

/** Makes Discord's list of our commands ours, when it is another. */
export async function register(
  api: Pick<Api, "call">,
  application: string,
  wanted: readonly Definition[],
): Promise<"unchanged" | "registered"> {
  const path: `/${string}` = `/applications/${application}/commands`;
  const there = await known(api, path);
  if (there !== undefined && isSame(there, wanted)) return "unchanged";
  await api.call("put", path, { body: wanted });
  return "registered";
}

/** What is registered; undefined where that can't be told. */
async function known(api: Pick<Api, "call">, path: `/${string}`): Promise<readonly Definition[] | undefined> {
  try {
    return records(await api.call("get", path, { query: new URLSearchParams({ with_localizations: "true" }) }));
  } catch (fault) {
    if (isDeadToken(fault)) throw fault;
    return undefined;
  }
}

/** The same without a gateway: for the command line. Throws a sentence with the remedy. */
export async function registerAlone(
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string },
  bot: Bot,
): Promise<"unchanged" | "registered"> {
  const rest = new RestClient(restOptions(apiUrl, 50)).setToken(token);
  const call: Api["call"] = (method, path, options) => rest[method](path, shaped(options ?? {}));
  try {
    const me = text(record(await call("get", "/applications/@me"))["id"]) ?? "";
    return await register({ call }, me, commands(bot));
  } catch (fault) {
    throw new Error(isDeadToken(fault) ? badToken : `Discord refuses the commands (${codeOf(fault)})`, { cause: fault });
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

/** Whether what is registered is what is wanted: of what Discord tells, only what we would set counts. */
export function isSame(there: readonly Definition[], wanted: readonly Definition[]): boolean {
  if (there.length !== wanted.length) return false;
  return wanted.every((command) => {
    const found = there.find((one) => one["name"] === command["name"] && (one["type"] ?? 1) === command["type"]);
    return found !== undefined && JSON.stringify(shape(found)) === JSON.stringify(shape(command));
  });
}

function shape(command: Definition): unknown {
  return {
    name: command["name"],
    names: sorted(command["name_localizations"]),
    says: text(command["description"]) ?? "",
    descriptions: sorted(command["description_localizations"]),
    type: command["type"] ?? 1,
    permissions: command["default_member_permissions"] ?? null,
    integrations: listed(command["integration_types"]),
    contexts: listed(command["contexts"]),
    options: records(command["options"]).map((option) => ({
      ...record(shape({ ...option, options: undefined })),
      required: option["required"] === true,
      autocomplete: option["autocomplete"] === true,
      longest: option["max_length"] ?? null,
      choices: records(option["choices"]).map(({ name, value }) => [name, value]),
    })),
  };
}

function sorted(map: unknown): unknown {
  return isRecord(map) ? Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)) : [];
}

function listed(list: unknown): unknown {
  return Array.isArray(list) ? list.map(String).toSorted() : [];
}
