import { addFile, type FileInput } from "./files.ts";
import { asList, asNumber, asString, type Json, lengthOf } from "./json.ts";
/** Options of a command as a client sends them: checked against what was registered. */
import { attachmentJson } from "./message-json.ts";
import { channelJson, userJson } from "./payloads.ts";
import type { World } from "./world.ts";

export type OptionValue = string | number | boolean | FileInput;

export interface Filled {
  options: Json[];
  resolved: Json;
}

interface Filling {
  world: World;
  channelId: string;
  values: Readonly<Record<string, OptionValue>>;
  /** The option that is being completed: nothing is required then. */
  focused?: string;
  resolved: Record<string, Json>;
}

/** A client lets nothing else through: the test is wrong then, not the bot. */
function impossible(words: string): Error {
  return new Error(`no Discord client sends this: ${words}`);
}

function put(filling: Filling, kind: string, id: string, value: Json): void {
  filling.resolved[kind] = { ...filling.resolved[kind], [id]: value };
}

function resolve(filling: Filling, type: number, id: string): void {
  const { world, resolved } = filling;
  const user = world.users.get(id);
  const channel = world.channels.get(id);
  if (type === 7 && channel) put(filling, "channels", id, channelJson(world, channel));
  else if ((type === 6 || type === 9) && user) put(filling, "users", id, userJson(user));
  else if (type !== 8 && type !== 9) throw impossible(`${id} is not there (${Object.keys(resolved).join(", ")})`);
}

const kinds: Readonly<Record<number, string>> = {
  3: "string",
  4: "number",
  5: "boolean",
  6: "string",
  7: "string",
  8: "string",
  9: "string",
  10: "number",
};

function checkText(option: Json, value: string): void {
  const length = lengthOf(value);
  const name = asString(option["name"]);
  const { min_length: min, max_length: max } = option;
  if (length > (typeof max === "number" ? max : 6000)) throw impossible(`${name} is too long`);
  if (typeof min === "number" && length < min) throw impossible(`${name} is too short`);
}

function fillOne(filling: Filling, option: Json, value: OptionValue): Json {
  const name = asString(option["name"]);
  const type = asNumber(option["type"]);
  const focused = filling.focused === name ? { focused: true } : {};
  if (type === 11) {
    if (typeof value !== "object") throw impossible(`${name} takes a file`);
    const file = addFile(filling.world, filling.channelId, value);
    put(filling, "attachments", file.id, attachmentJson(file));
    return { name, type, value: file.id };
  }
  if (typeof value === "object" || (typeof value !== kinds[type] && filling.focused !== name)) {
    throw impossible(`${name} takes a ${kinds[type]}`);
  }
  if (type === 3 && filling.focused !== name) checkText(option, String(value));
  const choices = asList(option["choices"]);
  if (choices.length > 0 && !choices.some((one) => one["value"] === value))
    throw impossible(`${name} has no choice ${String(value)}`);
  if (type >= 6 && type <= 9) resolve(filling, type, String(value));
  return { name, type, value, ...focused };
}

/** Walks down to the sub-command, then fills its options. */
function fill(filling: Filling, options: readonly Json[], path: readonly string[]): Json[] {
  const [next, ...rest] = path;
  if (next !== undefined) {
    const sub = options.find((one) => one["name"] === next && asNumber(one["type"]) <= 2);
    if (!sub) throw impossible(`there is no sub-command ${next}`);
    return [{ name: next, type: sub["type"], options: fill(filling, asList(sub["options"]), rest) }];
  }
  if (options.some((one) => asNumber(one["type"]) <= 2)) throw impossible("a sub-command must be chosen");
  const stranger = Object.keys(filling.values).find((name) => !options.some((one) => one["name"] === name));
  if (stranger !== undefined) throw impossible(`there is no option ${stranger}`);
  return options.flatMap((option) => {
    const value = filling.values[asString(option["name"])];
    if (value !== undefined) return [fillOne(filling, option, value)];
    if (option["required"] === true && filling.focused === undefined) throw impossible(`${asString(option["name"])} is required`);
    return [];
  });
}

/** "settings watch" with its values, as the interaction carries them. */
export function fillOptions(
  world: World,
  command: Json,
  path: readonly string[],
  given: Omit<Filling, "resolved" | "world">,
): Filled {
  const filling: Filling = { world, resolved: {}, ...given };
  const options = fill(filling, asList(command["options"]), path);
  return { options, resolved: filling.resolved };
}
