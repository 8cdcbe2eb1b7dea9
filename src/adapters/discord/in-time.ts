import { setTimeout as pause } from "node:timers/promises";

import type { Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { Ticket } from "./respond.ts";
import type { Sent } from "./respond.ts";

/** Discord gives three seconds for the first answer. */
const patienceMs = 1800;

/** The answer at once, or a promise of it when it is not there in time. */
export async function inTime(
  { responder }: Pick<Parts, "responder">,
  ticket: Ticket,
  work: Promise<Outgoing>,
  { alone, long }: { readonly alone: boolean; readonly long: boolean },
): Promise<Sent> {
  work.catch(() => undefined);
  const early = long ? undefined : await Promise.race([work, pause(patienceMs, undefined, { ref: false })]);
  // Drawing takes its time as well.
  if (early !== undefined && early.pictures.length === 0) return responder.answer(ticket, early, alone);
  const promised = await responder.defer(ticket, alone ? "alone" : "new");
  if (promised.code !== "sent") return promised;
  return responder.settle(ticket, await work, "new");
}
