import { Bot } from "../src/bot/answer.ts";
import { pastes } from "../src/bot/paste.ts";
import { loadKnowledge } from "../src/knowledge.ts";

/** The real bot with the real data, as `npm run build` made it. */
export const bot = new Bot(loadKnowledge());
bot.readPastes(pastes);
export const { catalog } = bot;
