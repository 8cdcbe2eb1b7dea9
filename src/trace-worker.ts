import { Bot } from "./bot/answer.ts";
import { serveErrands } from "./diagnosis/serve-errands.ts";
import { loadKnowledge } from "./knowledge.ts";

// The thread that reads traces and draws pictures. It knows what the bot knows, read when first needed.

let bot: Bot | undefined;
serveErrands(() => (bot ??= new Bot(loadKnowledge())));
