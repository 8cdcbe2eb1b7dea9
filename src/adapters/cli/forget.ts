import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";

import type { Bot } from "../../bot/answer.ts";
import type { Scope, Store } from "../../bot/store.ts";
import { readScope } from "./place.ts";

/** What `forget` needs of the terminal. */
export interface Forgetting {
  readonly bot: () => Bot;
  readonly memory: () => Promise<Pick<Store, "erase" | "close">>;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly errors: Writable;
}

/** Erases a workspace or server, a channel or a thread from the memory, once that was confirmed. Gives the exit code. */
export async function forget(
  given: string | undefined,
  confirmed: boolean,
  languages: readonly string[],
  terminal: Forgetting,
): Promise<number> {
  const bot = terminal.bot();
  const words = bot.words(bot.language(languages));
  const complain = (sentence: string) => terminal.errors.write(`sipsense: ${sentence}\n`);
  const scope = readScope(given ?? "");
  if (scope === undefined) {
    complain(words.say("cli.forget-usage"));
    return 2;
  }
  const place = [scope.workspace, scope.channel, scope.thread].filter((part) => part !== undefined).join("/");
  if (!confirmed && terminal.input.isTTY !== true) {
    complain(words.say("cli.forget-unconfirmed", { place }));
    return 2;
  }
  if (!confirmed && !(await agrees(words.say("cli.forget-ask", { place }), terminal))) {
    complain(words.say("cli.forget-kept"));
    return 1;
  }
  try {
    const rows = await erase(scope, terminal);
    if (rows === 0) complain(words.say("cli.forget-nothing", { place }));
    else terminal.output.write(`${words.say("cli.forgotten", { place, rows })}\n`);
    return rows === 0 ? 1 : 0;
  } catch (fault) {
    complain(fault instanceof Error ? fault.message : String(fault));
    return 2;
  }
}

async function erase(scope: Scope, { memory }: Forgetting): Promise<number> {
  const store = await memory();
  try {
    return await store.erase(scope);
  } finally {
    await store.close();
  }
}

async function agrees(question: string, { input, errors }: Forgetting): Promise<boolean> {
  const asking = createInterface({ input, output: errors });
  try {
    return /^\s*(?:y|yes|はい)\s*$/iu.test(await asking.question(`${question} `));
  } finally {
    asking.close();
  }
}
