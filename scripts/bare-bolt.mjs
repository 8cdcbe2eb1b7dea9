// Bolt with nothing on top, as the benchmark's peer: it takes every event and answers every command with fixed words.
import { App } from "@slack/bolt";

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = process.env;
const app = new App({
  token: SLACK_BOT_TOKEN,
  ...(SLACK_APP_TOKEN ? { socketMode: true, appToken: SLACK_APP_TOKEN } : { signingSecret: SLACK_SIGNING_SECRET }),
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
app.message(async () => {});
app.command("/sip", async ({ ack, respond }) => {
  await ack();
  await respond({ text: "fixed", blocks: [{ type: "section", text: { type: "mrkdwn", text: "fixed words" } }] });
});
const server = await app.start({ port: 0, host: "127.0.0.1" });
const port = SLACK_APP_TOKEN ? 0 : server.address().port;
process.stdout.write(`ready http://127.0.0.1:${port}/readyz\n`);
process.on("message", () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }));
