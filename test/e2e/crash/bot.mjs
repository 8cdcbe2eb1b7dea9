// A process of the bot that may be killed at any moment: the real watch and the real memory, on a platform of the test.
// It says {opened} of each home, and {done} of everything that it was given and that is safe now.
import { setTimeout as pause } from "node:timers/promises";

import { Bot } from "../../../dist/bot/answer.js";
import { readGlobs, usualChannels } from "../../../dist/bot/watch/channels.js";
import { Book } from "../../../dist/chat/book.js";
import { makeLog } from "../../../dist/chat/log.js";
import { makeWatch } from "../../../dist/chat/watching.js";
import { loadKnowledge } from "../../../dist/knowledge.js";
import { openStore } from "../../../dist/store/open.js";

const bot = new Bot(loadKnowledge());
const log = makeLog("error", { write: (line) => process.stderr.write(line) });
const ignore = () => undefined;

/** The platform of the test. */
function stageAt(platform) {
  const ask = async (method, card, body) => {
    const response = await fetch(`${platform}${card.id}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
      headers: { connection: "close" },
    });
    return response.json();
  };
  const shown = ({ place, message, codes, count }) => ({ place, message, codes, count });
  return {
    post: (card) => ask("POST", card, shown(card)),
    update: (card) => ask("PUT", card, shown(card)),
    remove: (card) => ask("DELETE", card),
    find: (card) => ask("GET", card),
  };
}

/** What it keeps in each home that it was given. */
const homes = new Map();

async function open({ address, platform, holder, leaseMs }) {
  const store = await openStore(address);
  const book = new Book(() => Promise.resolve(store), bot.languages, log);
  const counts = { card: ignore, heard: ignore, feedback: ignore };
  const pace = { burstMs: 10, updateMs: 20, leaseMs, sweepMs: 50 };
  const watch = makeWatch(
    { store: () => Promise.resolve(store), holder, globs: readGlobs(usualChannels), counts, pace },
    { bot, book, stage: stageAt(platform), log },
  );
  watch.start();
  process.send({ opened: address });
  return { store, watch };
}

async function serve({ home, number, ...order }) {
  if (order.open) homes.set(home, open(order.open));
  else if (order.stop) {
    for (const { watch, store } of await Promise.all(homes.values())) {
      await watch.close();
      await store.close();
    }
    process.exit(0);
  } else {
    const { watch, store } = await homes.get(home);
    if (order.keep) await store.keepSettings(order.keep.scope, order.keep.settings);
    // The platform delivers again what was not acknowledged because the database was too busy.
    else while ((await watch.heard(order.heard)) === "not-stored") await pause(500);
    process.send({ done: number, home });
  }
}

process.on("message", (order) => void serve(order));
