/** Views: opened by a trigger once, stacked three high at most, published to Home. */
import { checkView } from "./block-kit.ts";
import { asJson, asList, asString, copy } from "./json.ts";
import type { Call, Method } from "./method.ts";
import type { FakeView, Json } from "./types.ts";
import { Refusal, type Trigger, withBlockIds, type Workspace } from "./workspace.ts";

const maxViews = 3;
const triggerLifeMs = 3000;

/** Exchanges a trigger: once, and within three seconds. */
export function exchange(workspace: Workspace, id: string): Trigger {
  const trigger = workspace.triggers.get(id);
  if (!trigger) throw new Refusal("invalid_trigger_id");
  if (trigger.used) throw new Refusal("exchanged_trigger_id");
  if (workspace.now() - trigger.made > triggerLifeMs) throw new Refusal("expired_trigger_id");
  trigger.used = true;
  return trigger;
}

export function checkedView(workspace: Workspace, method: string, view: unknown, type?: "modal" | "home"): Json {
  const problems = checkView(view, type);
  if (problems.length > 0) {
    workspace.violations.push(`${method}: invalid_arguments (${problems.join("; ")})`);
    throw new Refusal("invalid_arguments", { response_metadata: { messages: problems.map((one) => `[ERROR] ${one}`) } });
  }
  const checked = copy(asJson(view));
  const external = asString(checked["external_id"]);
  if (external && workspace.views.some((one) => one.open && one.view["external_id"] === external && one.type === "modal")) {
    throw new Refusal("duplicate_external_id");
  }
  return { ...checked, blocks: withBlockIds(asList(checked["blocks"]), () => workspace.nextId("blk")) };
}

export function openView(workspace: Workspace, user: string, view: Json, below?: FakeView): FakeView {
  const id = workspace.nextId("V");
  const opened: FakeView = {
    id,
    hash: workspace.nextId("hash."),
    user,
    view,
    type: view["type"] === "home" ? "home" : "modal",
    rootId: below?.rootId ?? id,
    open: true,
    ...(below && { previousId: below.id }),
  };
  workspace.views.push(opened);
  return opened;
}

export function stackOf(workspace: Workspace, rootId: string): FakeView[] {
  return workspace.views.filter((one) => one.rootId === rootId && one.open);
}

export function replaceView(workspace: Workspace, target: FakeView, view: Json): void {
  target.view = view;
  target.hash = workspace.nextId("hash.");
}

/** A view as Slack gives it back. */
export function viewBody(workspace: Workspace, view: FakeView, values: Json = {}): Json {
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view.view,
    id: view.id,
    team_id: workspace.team.id,
    hash: view.hash,
    state: { values },
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: workspace.appId,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.botId,
  };
}

function updatable({ workspace, args }: Call): FakeView {
  const open = workspace.views.filter((one) => one.open);
  const byId = open.find((one) => one.id === args["view_id"]);
  const target = byId ?? open.find((one) => args["external_id"] !== undefined && one.view["external_id"] === args["external_id"]);
  if (!target) throw new Refusal("not_found");
  if (args["hash"] !== undefined && args["hash"] !== target.hash) throw new Refusal("hash_conflict");
  return target;
}

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": {
    scopes: [],
    required: ["trigger_id", "view"],
    optional: [],
    run({ workspace, args, name }) {
      const view = checkedView(workspace, name, args["view"], "modal");
      const trigger = exchange(workspace, asString(args["trigger_id"]));
      return { view: viewBody(workspace, openView(workspace, trigger.user, view)) };
    },
  },
  "views.push": {
    scopes: [],
    required: ["trigger_id", "view"],
    optional: [],
    run({ workspace, args, name }) {
      const view = checkedView(workspace, name, args["view"], "modal");
      const trigger = exchange(workspace, asString(args["trigger_id"]));
      if (!trigger.view) throw new Refusal("not_found");
      const stack = stackOf(workspace, trigger.view.rootId);
      if (stack.length >= maxViews) throw new Refusal("push_limit_reached");
      return { view: viewBody(workspace, openView(workspace, trigger.user, view, stack.at(-1))) };
    },
  },
  "views.update": {
    scopes: [],
    required: ["view"],
    optional: ["view_id", "external_id", "hash"],
    run(call) {
      const target = updatable(call);
      target.open = false;
      try {
        replaceView(call.workspace, target, checkedView(call.workspace, call.name, call.args["view"], target.type));
      } finally {
        target.open = true;
      }
      return { view: viewBody(call.workspace, target) };
    },
  },
  "views.publish": {
    scopes: [],
    required: ["user_id", "view"],
    optional: ["hash"],
    run({ workspace, args, name }) {
      const user = asString(args["user_id"]);
      if (!workspace.users.has(user))
        throw new Refusal("invalid_arguments", { response_metadata: { messages: ["[ERROR] user_id"] } });
      const view = checkedView(workspace, name, args["view"], "home");
      const home = workspace.views.find((one) => one.type === "home" && one.user === user);
      if (home && args["hash"] !== undefined && args["hash"] !== home.hash) throw new Refusal("hash_conflict");
      if (home) replaceView(workspace, home, view);
      return { view: viewBody(workspace, home ?? openView(workspace, user, view)) };
    },
  },
};
