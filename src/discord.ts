import type { Writable } from "node:stream";

import { Bot } from "./bot/answer.ts";
import { readConfig } from "./config.ts";
import { loadKnowledge } from "./knowledge.ts";

/** `sipsense discord register`: makes Discord's list of our commands ours. Exit 0: done; 1: Discord refused; 2: bad use or a setting to mend. */
export async function discordChore(
  deed: string | undefined,
  { output, errors }: { readonly output: Writable; readonly errors: Writable },
): Promise<number> {
  const complain = (says: string, code: number) => {
    errors.write(`sipsense: ${says}\n`);
    return code;
  };
  if (deed !== "register") return complain("use: sipsense discord register", 2);
  try {
    const { discord } = readConfig();
    if (discord === undefined) return complain("DISCORD_TOKEN is not set; README, Discord in five minutes, says how", 2);
    const { registerAlone } = await import("./adapters/discord/register.ts");
    const became = await registerAlone(discord, new Bot(loadKnowledge()));
    output.write(became === "registered" ? "Discord has the commands now.\n" : "Discord had these commands already.\n");
    return 0;
  } catch (fault) {
    return complain(fault instanceof Error ? fault.message : String(fault), 1);
  }
}
