import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { attach, connect, modes, type UnderTest } from "./slack-under-test.ts";

describe("connecting", () => {
  test.each([
    ["invalid_auth", /SLACK_BOT_TOKEN.*copy it again/u],
    ["account_inactive", /install it again/u],
  ])("a bot token that Slack answers with %s is refused at once, with the remedy", async (error, says) => {
    const slack = await startFakeSlack();
    slack.fail("auth.test", { error });
    await expect(attach("socket", slack)).rejects.toThrow(says);
    expect(slack.callsOf("auth.test")).toHaveLength(1);
    await slack.close();
  });

  test.each(modes)("a Slack that is down at start is tried again, then given up clearly (%s)", async (mode) => {
    const slack = await startFakeSlack();
    slack.fail("auth.test", { status: 503, times: Number.POSITIVE_INFINITY });
    await expect(attach(mode, slack)).rejects.toThrow(/can't be reached.*after 4 tries/u);
    await slack.close();
  });

  test("a Slack that comes back while we try is joined", async () => {
    const slack = await startFakeSlack();
    slack.fail("auth.test", { drop: true, times: 2 });
    slack.fail("apps.connections.open", { status: 500, times: 2 });
    const under = await attach("socket", slack);
    expect(under.adapter.health().ready).toBe(true);
    await under.close();
  });

  test("an app-level token of the wrong kind is refused with the remedy", async () => {
    const slack = await startFakeSlack();
    await expect(attach("socket", slack, { settings: { delivery: { appToken: "xapp-wrong" } } })).rejects.toThrow(
      /copy it again/u,
    );
    await slack.close();
  });
});

describe("the socket", () => {
  test.each(["warning", "refresh_requested", "too_many_websockets"] as const)(
    "disconnect (%s): connected again without a word",
    async (reason) => {
      const under = await connect("socket");
      const { opened } = under.slack.socket;
      under.slack.socket.disconnect(reason);
      await under.slack.until(() => under.slack.socket.opened > opened && under.adapter.health().ready);
      await under.sender.sendCommand({ text: "486" });
      await under.slack.until(() => under.slack.answers()[0]);
      await under.close();
      expect(under.lost).toEqual([]);
    },
  );

  test("a cut line is joined again", async () => {
    const under = await connect("socket");
    under.slack.socket.drop();
    await under.slack.until(() => under.slack.socket.opened === 2 && under.adapter.health().ready, 8000);
    await under.close();
    expect(under.lost).toEqual([]);
  });

  test("refused when connecting again: not ready, and the process ends", async () => {
    const under = await connect("socket");
    under.slack.socket.refuseNext(1);
    under.slack.socket.disconnect("link_disabled");
    await under.slack.until(() => under.lost[0]);
    expect(under.adapter.health().ready).toBe(false);
    expect(String(under.lost[0])).toContain("invalid_auth");
    await under.close();
  });

  test("a Slack that stays down when connecting again ends the process", async () => {
    const under = await connect("socket");
    under.slack.socket.refuseNext(100, { status: 503 });
    under.slack.socket.disconnect("refresh_requested");
    await under.slack.until(() => under.lost[0]);
    expect(String(under.lost[0])).toContain("can't be reached");
    await under.close();
  });

  test("a deaf socket is noticed and replaced", async () => {
    const under = await connect("socket");
    await under.slack.until(() => under.slack.socket.pings > 0);
    under.slack.socket.deafen(true);
    await under.slack.until(() => !under.adapter.health().ready, 10_000);
    under.slack.socket.deafen(false);
    await under.slack.until(() => under.adapter.health().ready, 20_000);
    await under.close();
    expect(under.lost).toEqual([]);
  });

  test("what is no event is acknowledged where it can be, and left", async () => {
    const under = await connect("socket");
    for (const junk of [
      "not json",
      "{}",
      '{"type":"events_api"}',
      "[]",
      "null",
      '{"type":"events_api","envelope_id":"E1","payload":{}}',
    ]) {
      under.slack.socket.sendRaw(junk);
    }
    under.slack.socket.sendRaw({ type: "events_api", envelope_id: "E2", payload: { type: "app_rate_limited" } });
    // The fake never sent these, so their acknowledgements surprise it.
    await under.slack.until(() => ["E1", "E2"].every((id) => under.slack.violations.some((one) => one.endsWith(`: ${id}`))));
    await under.sender.sendCommand({ text: "486" });
    expect(await under.slack.until(() => under.slack.answers()[0])).toBeDefined();
    await under.close();
  });
});

describe("HTTP mode", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect("http");
  });
  afterEach(() => under.close());

  const event = () => ({
    type: "message",
    channel: "D0ALICE",
    channel_type: "im",
    user: "U0ALICE",
    text: "486",
    ts: "1700000002.000100",
  });

  test("only what Slack signed a moment ago is let in", async () => {
    const { http } = under.slack;
    for (const signing of [
      { signature: "bad" },
      { signature: "missing" },
      { skewSeconds: -600 },
      { skewSeconds: 600 },
      { secret: "another" },
      { headers: { "x-slack-request-timestamp": "soon" } },
    ] as const) {
      expect((await http.postEvent(event(), signing)).status).toBe(401);
    }
    expect(under.counts["suppressed signature"]).toBe(6);
    expect(under.slack.answers()).toEqual([]);
    expect((await http.postEvent(event())).status).toBe(200);
    await under.slack.until(() => under.slack.answers()[0]);
  });

  test("url_verification and ssl_check are answered", async () => {
    expect((await under.slack.http.urlVerification("hello")).body).toContain("hello");
    expect((await under.slack.http.urlVerification("hello", { signature: "bad" })).status).toBe(401);
    expect((await under.slack.http.sslCheck()).status).toBe(200);
  });

  test("nonsense is refused, and the next question answered", async () => {
    const { http } = under.slack;
    expect((await http.post("{", "application/json")).status).toBe(400);
    expect((await http.post("payload=%7B", "application/x-www-form-urlencoded")).status).toBe(400);
    expect((await http.post("x".repeat(2_000_000), "application/json")).status).toBe(413);
    expect((await http.post('{"type":"event_callback"}', "application/json")).status).toBe(200);
    await under.sender.sendCommand({ text: "486" });
    await under.slack.until(() => under.slack.answers()[0]);
  });

  test("an event we do not listen to is acknowledged", async () => {
    const { acked } = await under.sender.sendEvent({ type: "team_join", user: { id: "U0NEW" } });
    expect(acked).toBe(true);
  });
});
