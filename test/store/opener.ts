import { openStore } from "../../src/store/open.ts";

// A process of its own: opens the memory in a folder, keeps a setting under its own name and ends.

const [dataFolder = "", name = ""] = process.argv.slice(2);
const store = await openStore({ dataFolder });
await store.keepSettings({ workspace: "slack:T1", channel: name }, { by: name });
await store.close();
