import type { Tracer } from "../../bot/tracer.ts";
import type { Allowance } from "../../chat/allowance.ts";
import type { Book } from "../../chat/book.ts";
import type { Taken } from "../../chat/deduplicate.ts";
import type { LateWatch } from "../../chat/late-watch.ts";
import type { Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import type { Api } from "./api.ts";
import type { Channels } from "./channels.ts";
import type { Desk } from "./desk.ts";
import type { Files } from "./files.ts";
import type { People } from "./people.ts";
import type { Responder } from "./respond.ts";
import type { Scopes } from "./scopes.ts";
import type { Turns } from "./turns.ts";
import type { Uploads } from "./uploads.ts";

/** What the listeners work with. */
export interface Parts {
  readonly botUser: string;
  /** "slack:T024BE7LD". */
  readonly workspace: string;
  readonly desk: Desk;
  readonly people: People;
  readonly book: Book;
  readonly api: Api;
  readonly responder: Responder;
  readonly files: Files;
  readonly uploads: Uploads;
  readonly tracer: Tracer;
  readonly scopes: Scopes;
  readonly channels: Channels;
  readonly watch: LateWatch;
  readonly taken: Taken;
  readonly allowance: Allowance;
  readonly turns: Turns;
  readonly log: Log;
  readonly observer: Observer;
}
