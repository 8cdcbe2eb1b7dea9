import { Bot } from "../src/bot/answer.ts";
import { Detector } from "../src/core/detect.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { figures, samples } from "../test/core/detect-set.ts";

// The detector: how right it is on our own corpus, and what a message costs.

export interface DetectRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
}

const worstPieces = [
  "503 ",
  "busy here ",
  "SIP/2.0 ",
  "5",
  "<@U503> ",
  "&amp;",
  "503,",
  "> ",
  "\n",
  "호",
  "応答",
  "cause=",
  "(",
  "`",
  "a503b ",
];

/** Least microseconds of processor time of one run: other programs on the machine do not count. */
function microseconds(work: () => void, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const from = process.cpuUsage();
    work();
    return process.cpuUsage(from).user;
  });
  return Math.min(...times);
}

/** Messages of about 150 characters, as a channel has them: most hold no code. */
function chatter(): string[] {
  const texts = samples("dev").map(({ text }) => text);
  const joined = texts.map((text, index) =>
    `${text} ${texts[(index * 7 + 1) % texts.length] ?? ""}`.slice(0, 150).padEnd(60, " ok"),
  );
  const quiet = joined.map((text) => text.replaceAll(/\d/gu, "").replaceAll(/busy|declin|found|sip/giu, "tea"));
  return [...quiet, ...quiet, ...quiet, ...joined];
}

export function detectRows(): DetectRow[] {
  const detector = new Detector(new Bot(loadKnowledge()).catalog);
  const texts = chatter();
  const all = () => {
    for (const text of texts) detector.detect({ text, channel: "inc-voice" });
  };
  for (let n = 0; n < 5; n++) all();
  const worst = worstPieces.map((piece) => {
    const text = piece.repeat(Math.ceil(40_000 / piece.length)).slice(0, 40_000);
    for (let n = 0; n < 3; n++) detector.detect({ text });
    return microseconds(() => detector.detect({ text }), 5);
  });
  const rows = (["dev", "test"] as const).flatMap((part): DetectRow[] => {
    const set = samples(part);
    const { precision, recall, falseAlarms } = figures(set, (sample) => detector.detect(sample));
    const row = (what: string, value: number, bound: string): DetectRow => ({
      what: `detection, ${part === "dev" ? "tuned on" : "kept aside"} (${set.length} messages): ${what}`,
      value: Math.round(value * 1000) / 10,
      unit: "%",
      bound,
    });
    return [row("precision", precision, "≥ 97"), row("recall", recall, "≥ 92"), row("false alarms", falseAlarms, "")];
  });
  return [
    ...rows,
    {
      what: "detection, mean message of 150 characters, three of four without a code",
      value: Math.round((microseconds(all, 7) / texts.length) * 100) / 100,
      unit: "µs",
      bound: "≤ 5",
    },
    { what: "detection, worst of 40,000 characters", value: Math.round(Math.max(...worst) / 10) / 100, unit: "ms", bound: "≤ 5" },
  ];
}
