import type { Tracer } from "../../bot/tracer.ts";
import type { Allowance } from "../../chat/allowance.ts";
import type { Book } from "../../chat/book.ts";
import type { Taken } from "../../chat/deduplicate.ts";
import type { LateWatch } from "../../chat/late-watch.ts";
import type { Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import type { Api } from "./api.ts";
import type { Desk } from "./desk.ts";
import type { Files } from "./files.ts";
import type { Guilds } from "./guilds.ts";
import type { Kept } from "./kept.ts";
import type { Locales } from "./locales.ts";
import type { Recent } from "./recent.ts";
import type { Responder } from "./respond.ts";

/** What the listeners work with. */
export interface Parts {
  readonly application: string;
  readonly botUser: string;
  /** Whether Discord gives us the text of messages that are not for us. */
  readonly hears: boolean;
  readonly desk: Desk;
  readonly book: Book;
  readonly guilds: Guilds;
  readonly locales: Locales;
  readonly recent: Recent;
  readonly api: Api;
  readonly responder: Responder;
  readonly files: Files;
  readonly tracer: Tracer | undefined;
  readonly watch: LateWatch;
  readonly kept: Kept;
  readonly taken: Taken;
  readonly allowance: Allowance;
  readonly log: Log;
  readonly observer: Observer;
}
