import { startWeb } from "./adapters/web/server.ts";
import { Bot } from "./bot/answer.ts";
import { readConfig, type Config } from "./config.ts";
import { loadKnowledge } from "./knowledge.ts";

/** Starts what is configured; without tokens that is the playground. Ends with exit code 0 on SIGINT or SIGTERM. */
export async function serve(): Promise<number> {
  let config: Config;
  try {
    config = readConfig();
    const web = await startWeb({ bot: new Bot(loadKnowledge()), host: config.host, port: config.port });
    process.stdout.write(`sipsense playground: ${web.url} (Ctrl-C stops it)\n`);
    await stopSignal();
    await web.close();
    return 0;
  } catch (error) {
    process.stderr.write(`sipsense: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
