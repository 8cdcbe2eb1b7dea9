import type { FakeToken, Json } from "./types.ts";
import { Refusal, type Workspace } from "./workspace.ts";

export interface Call {
  workspace: Workspace;
  args: Json;
  token: FakeToken;
  name: string;
}

/** One Web API method. */
export interface Method {
  /** Any of these scopes will do; none needed when empty. */
  scopes: readonly string[];
  /** Who may call it; bots unless told. */
  token?: FakeToken["kind"];
  required: readonly string[];
  optional: readonly string[];
  run(call: Call): Json;
}

export function missingScope(token: FakeToken, needed: readonly string[]): Refusal {
  return new Refusal("missing_scope", { needed: needed.join(","), provided: token.scopes.join(",") });
}

/** Refuses unless the token has this scope: for methods whose scope depends on what they are asked about. */
export function needScope(token: FakeToken, scope: string): void {
  if (!token.scopes.includes(scope)) throw missingScope(token, [scope]);
}
