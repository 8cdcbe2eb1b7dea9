import { setTimeout as pause } from "node:timers/promises";

import type { Asker } from "./desk.ts";
import { timeOf } from "./hearing.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { Ticket } from "./respond.ts";
import type { Sent } from "./respond.ts";

/** Discord gives three seconds for the first answer, from the moment of the click. */
const patienceMs = 1800;
const leastMs = 300;

/** Where an answer goes: a new message for all or for one person, or in the place of what was clicked on. */
export type Way = "new" | "alone" | "edit";

/** A sentence of ours, for whoever clicked alone. */
export async function tellInTime(parts: Parts, interaction: Ticket & Asker, key: string): Promise<string> {
  const said = parts.desk.words(interaction).then((words) => notice(words, key));
  return (await inTime(parts, interaction, said, { way: "alone", long: false })).code;
}

/** The answer at once, or a promise of it when it is not there in time. */
export async function inTime(
  { responder }: Pick<Parts, "responder">,
  ticket: Ticket,
  work: Promise<Outgoing>,
  { way, long }: { readonly way: Way; readonly long: boolean },
): Promise<Sent> {
  work.catch(() => undefined);
  const early = long ? undefined : await Promise.race([work, pause(patienceFor(ticket), undefined, { ref: false })]);
  // Drawing takes its time as well.
  if (early !== undefined && early.pictures.length === 0)
    return way === "edit" ? responder.replace(ticket, early) : responder.answer(ticket, early, way === "alone");
  const promised = await responder.defer(ticket, way);
  if (promised.code !== "sent") return promised;
  return responder.settle(ticket, await work, way === "edit" ? "edit" : "new");
}

/** What is left of our patience: a busy machine, or a late gateway, has used some of it. A clock that is plainly wrong tells nothing. */
function patienceFor({ id }: Ticket): number {
  const age = Date.now() - timeOf(id);
  return age > 0 && age < 3000 ? Math.max(leastMs, patienceMs - age) : patienceMs;
}
