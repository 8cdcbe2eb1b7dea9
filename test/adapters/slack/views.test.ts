import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { events, type FakeView } from "../../fakes/slack/fake-slack.ts";
import { MemoryStore } from "../../memory-store.ts";
import { attach, buttonsOf, connect, modes, wordsOf, type UnderTest } from "./slack-under-test.ts";

const shown = (view: FakeView) => wordsOf({ blocks: view.view["blocks"] });
const select = (value: string) => ({
  type: "static_select",
  selected_option: { text: { type: "plain_text", text: value }, value },
});

describe.each(modes)("dialogs and App Home, %s mode", (mode) => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect(mode);
  });
  afterEach(() => under.closeClean());

  const modal = () => under.slack.until(() => under.slack.views.find((view) => view.type === "modal" && view.open));
  const home = (user: string) =>
    under.slack.until(() => under.slack.views.findLast((view) => view.type === "home" && view.user === user));
  const openHome = async (user: string) => {
    await under.sender.sendEvent(homeOpened(user));
    return home(user);
  };

  test("the global shortcut suggests while somebody types, and answers in its dialog", async () => {
    await under.sender.sendShortcut({ callbackId: "sip.lookup" });
    const view = await modal();
    const { payload } = await under.sender.sendOptions({ actionId: "sip.query", blockId: "query", value: "18", view });
    const options = payload["options"] as { value: string; text: { text: string } }[];
    expect(options.map(({ value }) => value)).toContain("183");

    const typed = await under.sender.sendOptions({ actionId: "sip.query", blockId: "query", value: "183 vs 4", view });
    expect((typed.payload["options"] as { value: string }[]).map(({ value }) => value)).toContain("183 vs 401");

    const submitted = await under.sender.sendView({
      view,
      values: {
        query: {
          "sip.query": { type: "external_select", selected_option: { text: { type: "plain_text", text: "486" }, value: "486" } },
        },
      },
    });
    expect(submitted.payload["response_action"]).toBe("update");
    await under.slack.until(() => shown(view).includes("486 Busy Here"));
    const more = buttonsOf({ blocks: view.view["blocks"] }).find(({ actionId }) => actionId === "sip.more");
    await under.sender.sendAction({ ...more, actionId: "sip.more", view });
    await under.slack.until(() => shown(view).includes("What to do"));
    expect(buttonsOf({ blocks: view.view["blocks"] }).map(({ actionId }) => actionId)).not.toContain("sip.share");
  });

  test("App Home shows what can be asked and how this workspace answers; its buttons open a dialog", async () => {
    const view = await openHome("U0ALICE");
    expect(shown(view)).toContain("Settings");
    expect(shown(view)).toContain("Each reader's own");
    const [first] = buttonsOf({ blocks: view.view["blocks"] });
    await under.sender.sendAction({ ...first, actionId: first?.actionId ?? "", view });
    expect(shown(await modal())).toContain("183 Session Progress vs 401 Unauthorized");
  });

  test("an admin changes the settings, and answers follow them", async () => {
    const view = await openHome("U0ALICE");
    await under.sender.sendAction({ actionId: "sip.settings", view });
    const settings = await modal();
    const values = { language: { "sip.setting.language": select("ja") }, form: { "sip.setting.form": select("full") } };
    const { payload } = await under.sender.sendView({ view: settings, values });
    expect(payload).toEqual({});
    await under.slack.until(() => shown(view).includes("日本語"));
    await under.sender.sendCommand({ text: "486" });
    const answer = await under.slack.until(() => under.slack.answers()[0]);
    expect(wordsOf(answer)).toContain("What to do");
  });

  test("whoever may not change settings is told who may, and can't", async () => {
    const view = await openHome("U0BOB");
    expect(buttonsOf({ blocks: view.view["blocks"] }).map(({ actionId }) => actionId)).not.toContain("sip.settings");
    expect(shown(view)).toContain("管理者");
    await under.sender.sendCommand({ text: "settings", user: "U0BOB", channel: "C0SHARED" });
    expect(wordsOf(await under.slack.until(() => under.slack.answers()[0]))).toContain("管理者");
  });

  test("in a channel, members change its own settings; managers turn to them from everybody's", async () => {
    await under.sender.sendCommand({ text: "settings", user: "U0BOB" });
    const own = await modal();
    expect(own.view["private_metadata"]).toBe("C0ONCALL");
    const values = { watch: { "sip.setting.watch": select("on") }, quietMinutes: { "sip.setting.quietMinutes": select("60") } };
    await under.sender.sendView({ view: own, values, user: "U0BOB" });
    await under.sender.say({ text: "SIP 503 from carrier A" });
    await under.slack.until(() => under.slack.answers("C0ONCALL")[0]);
    await under.sender.sendCommand({ text: "settings" });
    const everybody = await under.slack.until(() => under.slack.views.find((one) => one.user === "U0ALICE"));
    expect(everybody.view["private_metadata"]).toBeUndefined();
    await under.sender.sendAction({ actionId: "sip.settings.channel", value: "C0ONCALL", view: everybody });
    await under.slack.until(() => everybody.view["private_metadata"] === "C0ONCALL");
    expect(JSON.stringify(everybody.view)).toContain('"text":"60 minutes');
  });

  test("settings are refused on sending, too", async () => {
    await under.sender.sendCommand({ text: "settings", channel: "C0SHARED" });
    const settings = await modal();
    const alice = under.slack.users.get("U0ALICE");
    if (alice) alice.isAdmin = false;
    const kept = new Map<string, unknown>();
    const other = await attach(mode, under.slack, { store: new MemoryStore(kept) });
    const values = { language: { "sip.setting.language": select("ja") }, form: { "sip.setting.form": select("full") } };
    await under.adapter.close();
    const sender = mode === "socket" ? under.slack.socket : under.slack.http;
    await sender.sendView({ view: settings, values });
    await under.slack.until(() => shown(settings).includes("Admins and owners"));
    expect(kept.size).toBe(0);
    await other.adapter.close();
  });
});

describe("without optional scopes", () => {
  const base = ["app_mentions:read", "chat:write", "commands", "im:history"];

  test("App Home says in a sentence each what is off, and who may change settings", async () => {
    const under = await connect("socket", { fake: { scopes: base } });
    await under.sender.sendEvent(homeOpened("U0ALICE"));
    const view = await under.slack.until(() => under.slack.views.find((one) => one.type === "home"));
    expect(shown(view)).toContain("Without the scope `users:read`");
    expect(shown(view)).toContain("Without the scope `files:read`");
    expect(shown(view)).toContain("Only the installer");
    expect(under.slack.callsOf("users.info")).toEqual([]);
    await under.close();
    expect(under.slack.violations).toEqual([]);
  });

  test("the installer changes the settings, and the workspace's language holds", async () => {
    const under = await connect("socket", {
      fake: { scopes: base },
      settings: { installer: "U0ALICE" },
      store: new MemoryStore(new Map([[`slack:T0`, {}]])),
    });
    await under.sender.sendCommand({ text: "settings" });
    const settings = await under.slack.until(() => under.slack.views[0]);
    const values = { language: { "sip.setting.language": select("ja") }, form: { "sip.setting.form": select("short") } };
    await under.sender.sendView({ view: settings, values });
    await under.sender.sendCommand({ text: "486", user: "U0ALICE" });
    expect(wordsOf(await under.slack.until(() => under.slack.answers()[0]))).toMatch(/[ぁ-ん]/u);
    await under.close();
    expect(under.slack.violations).toEqual([]);
  });
});

function homeOpened(user: string) {
  return events.appHomeOpened(user, `D${user.slice(1)}`);
}
