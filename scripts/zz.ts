import { slackRows } from "./bench-slack.ts";
for (const row of await slackRows()) console.log(`${row.what}: ${row.value} ${row.unit} ${row.bound ?? ""}`);
