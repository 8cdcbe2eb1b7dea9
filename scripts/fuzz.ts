import { Bot } from "../src/bot/answer.ts";
import { pastes } from "../src/bot/paste.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { plainText } from "../src/reply/plain.ts";

// A million random and mutated questions: none may throw, none may take over 20 ms. `npm run fuzz -- 50000 7` asks
// fewer, from another seed. A slow answer is asked again before it counts: it may have met a
// garbage collection.

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const slowest = 20;

let state = seed >>> 0;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function pick<T>(items: readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

const bot = new Bot(loadKnowledge());
bot.readPastes(pastes);
const { facts } = bot.catalog;
const seeds = [
  ...facts.responses.flatMap(({ code, phrase }) => [String(code), phrase, `SIP/2.0 ${code} ${phrase}`]),
  ...facts.contrasts.map((contrast) => contrast.codes.join(" vs ")),
  ...facts.causes.map(({ cause, name }) => `Q.850 ${cause} ${name}`),
  ...bot.languages.flatMap((language) => Object.values(bot.words(language).lexicon.responses).flatMap((words) => words.search)),
  "difference between busy and decline",
  "401/407 loop",
  "483 と 482 の違い",
  "one-way audio",
  "603+",
  "403 D35",
  "Reason: Q.850;cause=16",
  "list 5xx",
  "48x in ja",
  "`486`",
  "<@U1> 486",
  "SIP/2.0 503 Service Unavailable\r\nVia: SIP/2.0/UDP 192.0.2.1\r\nCSeq: 1 INVITE\r\n",
  "mute 30m",
  "x".repeat(600),
];
const pieces = [
  " ",
  "vs",
  "/",
  "-",
  "=",
  ";",
  "cause",
  "\n",
  "\u0000",
  "\u202E",
  "`",
  "<",
  ">",
  "&amp;",
  "{",
  "}",
  "|",
  "と",
  "対",
  "の違い",
  "x",
  "9",
  "١",
  "🦆",
  "\uD800",
  "SIP/2.0 ",
  "in ja",
  "--language ",
  "%",
  "é",
  "ﬀ",
];

function mutate(text: string): string {
  const at = random(text.length + 1);
  switch (random(7)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random(3));
    case 1:
      return text.slice(0, at) + pick(pieces) + text.slice(at);
    case 2:
      return text.slice(0, at) + String.fromCharCode(random(0xffff)) + text.slice(at + 1);
    case 3:
      return text.slice(at) + text.slice(0, at);
    case 4:
      return `${text} ${pick(seeds)}`;
    case 5:
      return text.slice(0, at).repeat(1 + random(4));
    default:
      return text.toUpperCase();
  }
}

function question(): string {
  if (random(10) === 0)
    return Array.from({ length: random(60) }, () => String.fromCharCode(random(random(2) === 0 ? 128 : 0xffff))).join("");
  let text = pick(seeds);
  for (let turns = random(5); turns > 0; turns--) text = mutate(text);
  return text;
}

/** Milliseconds of processor time: on a busy machine the clock also counts what others do. */
function timed(text: string): number {
  const from = process.cpuUsage();
  plainText(bot.answer({ text }).reply);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

for (const text of seeds) timed(text);
let worst = { ms: 0, text: "" };
let faults = 0;
for (let asked = 0; asked < count; asked++) {
  const text = question();
  try {
    let ms = timed(text);
    for (let again = 0; ms > slowest && again < 3; again++) ms = Math.min(ms, timed(text));
    if (ms > worst.ms) worst = { ms, text };
    if (ms > slowest) {
      faults++;
      process.stdout.write(`${ms.toFixed(1)} ms: ${JSON.stringify(text)}\n`);
    }
  } catch (error) {
    faults++;
    process.stdout.write(`threw ${String(error)}: ${JSON.stringify(text)}\n`);
  }
}
process.stdout.write(
  `${count} questions (seed ${seed}): ${faults} faults, slowest ${worst.ms.toFixed(2)} ms for ${JSON.stringify(worst.text.slice(0, 120))}\n`,
);
process.exitCode = faults === 0 ? 0 : 1;
