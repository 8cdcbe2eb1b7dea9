/** What an ack carries, taken as Slack takes it: messages, options, answers to a modal. */
import { list, newFindings } from "./block-check.ts";
import { limits } from "./block-limits.ts";
import { option, optionGroup } from "./block-objects.ts";
import { asJson, asList, asString } from "./json.ts";
import type { Outgoing } from "./payloads.ts";
import { postFor } from "./response-url.ts";
import type { FakeView, Json } from "./types.ts";
import { checkedView, openView, replaceView, stackOf } from "./views.ts";
import { Refusal, type Workspace } from "./workspace.ts";

/** Does what the ack of this delivery asks for; what Slack would refuse becomes a violation. */
export function takeAck(workspace: Workspace, sent: Outgoing, payload: Json): void {
  try {
    if (sent.about === "command" && Object.keys(payload).length > 0) postFor(workspace, sent, payload, "ack");
    else if (sent.about === "options") checkOptions(payload);
    else if (sent.about === "submission" && sent.view) answerModal(workspace, sent.view, payload);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const told = workspace.violations.some((one) => one.includes(error.code) && one.startsWith("ack"));
    if (!told) workspace.violations.push(`ack of ${asString(sent.payload["type"]) || sent.type}: ${error.code}`);
  }
}

function checkOptions(payload: Json): void {
  const findings = newFindings();
  const { options, option_groups: groups } = payload;
  if ((options === undefined) === (groups === undefined)) throw new Refusal("needs either options or option_groups");
  if (options !== undefined) list(option, limits.options, 0)(options, "/options", findings);
  else list(optionGroup, limits.options, 0)(groups, "/option_groups", findings);
  if (findings.problems.length > 0) throw new Refusal(findings.problems.join("; "));
}

function answerModal(workspace: Workspace, view: FakeView, payload: Json): void {
  const action = payload["response_action"];
  if (action === undefined) {
    if (Object.keys(payload).length > 0) throw new Refusal("a payload without response_action");
    view.open = false;
  } else if (action === "clear") for (const one of stackOf(workspace, view.rootId)) one.open = false;
  else if (action === "errors") checkErrors(view, asJson(payload["errors"]));
  else if (action === "update") replaceView(workspace, view, checkedView(workspace, "ack", payload["view"], "modal"));
  else if (action === "push") {
    const stack = stackOf(workspace, view.rootId);
    if (stack.length >= 3) throw new Refusal("push_limit_reached");
    openView(workspace, view.user, checkedView(workspace, "ack", payload["view"], "modal"), stack.at(-1));
  } else throw new Refusal(`unknown response_action ${asString(action)}`);
}

/** Errors stand below input blocks; Slack shows a broken modal for any other block_id. */
function checkErrors(view: FakeView, errors: Json): void {
  const inputs = new Set(
    asList(view.view["blocks"])
      .filter((one) => one["type"] === "input")
      .map((one) => one["block_id"]),
  );
  const entries = Object.entries(errors);
  if (entries.length === 0) throw new Refusal("errors without any");
  for (const [blockId, text] of entries) {
    if (!inputs.has(blockId)) throw new Refusal(`errors for ${blockId}, which is no input block`);
    if (typeof text !== "string" || text === "") throw new Refusal(`no words for the error of ${blockId}`);
  }
}
