import type { Bot } from "../../bot/answer.ts";

/** The help page of the command line, in the reader's language. */
export function helpText(bot: Bot, languages: readonly string[]): string {
  const words = bot.words(bot.language(languages));
  const rows = (entries: readonly (readonly [string, string])[]) =>
    entries.map(([name, says]) => `  ${name.padEnd(24)}${says}`).join("\n");
  const commands = rows([
    ['explain "486"', words.say("cli.explain")],
    ["detect [FILE]", words.say("cli.detect")],
    ["trace FILE", words.say("cli.trace")],
    ["serve", words.say("cli.serve")],
    ["doctor", words.say("cli.doctor")],
    ["recap PLACE [TIME]", words.say("cli.recap")],
    ["forget PLACE", words.say("cli.forget")],
    ["discord register", words.say("cli.discord")],
    ["help", words.say("cli.help")],
  ]);
  const options = rows([
    ["--json", words.say("cli.option-json")],
    ["--batch", words.say("cli.option-batch")],
    ["--language, -l TAG", words.say("cli.option-language", { list: bot.languages.join(", ") })],
    ["--short, -s", words.say("cli.option-short")],
    ["--yes, -y", words.say("cli.option-yes")],
    ["--text, --report", words.say("cli.option-trace-form")],
    ["--svg, --png FILE", words.say("cli.option-trace-picture")],
    ["--call N", words.say("cli.option-trace-call")],
    ["--no-redact", words.say("cli.option-trace-bare")],
    ["--version, -v", words.say("cli.option-version")],
  ]);
  const examples = [
    "sipsense 183 vs 401",
    "sipsense sesion progres",
    "sipsense cause 34 --json",
    "sipsense trace call.pcap --png call.png",
    "sipsense 486 -l ja --short",
  ]
    .map((line) => `  ${line}`)
    .join("\n");
  return `${words.say("cli.usage")}\n\n${words.say("cli.commands")}\n${commands}\n\n${words.say("cli.options")}\n${options}\n\n${words.say("cli.examples")}\n${examples}\n`;
}
