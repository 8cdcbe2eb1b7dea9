import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { MemoryStore } from "../../memory-store.ts";
import { buttonsOf, connect, modes, press, wordsOf, type UnderTest } from "./slack-under-test.ts";

/** Never, as far as a test waits. */
const never = <T>() => new Promise<T>(() => undefined);

// The fake objects to every acknowledgement and every dialog that comes later than 3 s after the click.
describe.each(modes)("where Slack or the database is slow, %s mode", (mode) => {
  let under: UnderTest;
  let store: MemoryStore;
  beforeEach(async () => {
    store = new MemoryStore();
    under = await connect(mode, { store });
  });
  afterEach(() => under.closeClean());

  const dialog = () => under.slack.until(() => under.slack.views.find(({ type }) => type === "modal"));
  const select = (value: string) => ({ type: "static_select", selected_option: { value } });

  test("dialogs open in time though nobody says who asks, or where", async () => {
    under.slack.fail("users.info", { delayMs: 4000, times: 10 });
    under.slack.fail("conversations.info", { delayMs: 4000, times: 10 });
    store.allSettings = never;
    await under.sender.sendShortcut({ callbackId: "sip.lookup" });
    const lookup = await dialog();
    const typing = await under.sender.sendOptions({ view: lookup, blockId: "query", actionId: "sip.query", value: "48" });
    expect(JSON.stringify(typing.payload)).toContain("486");
    const values = { query: { "sip.query": { type: "external_select", selected_option: { value: "486" } } } };
    const sent = await under.sender.sendView({ view: lookup, values });
    expect(JSON.stringify(sent.payload)).toContain("486 Busy Here");
  });

  test("settings open in time, and are said to be on their way when they can't be kept at once", async () => {
    await under.sender.sendEvent({ type: "app_home_opened", user: "U0ALICE", tab: "home", channel: "D0ALICE", event_ts: "1.1" });
    const home = await under.slack.until(() => under.slack.views.find(({ type }) => type === "home"));
    under.slack.fail("conversations.info", { delayMs: 4000, times: 10 });
    store.keepSettings = never;
    await under.sender.sendCommand({ text: "settings" });
    const settings = await dialog();
    const values = { form: { "sip.setting.form": select("full") } };
    const sent = await under.sender.sendView({ view: settings, values });
    expect(JSON.stringify(sent.payload)).toContain("Saving takes longer");
    expect(buttonsOf({ blocks: home.view["blocks"] }).length).toBeGreaterThan(0);
  });

  test("questions are answered though the database hangs", async () => {
    store.allSettings = never;
    await under.sender.sendCommand({ text: "486" });
    const shown = await under.slack.until(() => under.slack.answers()[0]);
    await press(under, shown, "sip.more");
    await under.slack.until(() => shown.history.length > 0);
    expect(wordsOf(shown)).toContain("486 Busy Here");
  });
});
