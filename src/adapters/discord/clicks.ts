import { text } from "../../chat/fields.ts";
import { timed } from "../../chat/timed.ts";
import { readDeed } from "../../reply/deed.ts";
import { onDeed } from "./cards.ts";
import { readClick, type Click } from "./custom-id.ts";
import { find } from "./find.ts";
import { inTime, tellInTime } from "./in-time.ts";
import { valuesOf, type Interaction } from "./interaction.ts";
import type { Parts } from "./parts.ts";
import { isSettingsId, onSettingsClick } from "./settings.ts";

/** A click on a button of ours, or a choice in a select, wherever it stands. */
export async function onClick(parts: Parts, interaction: Interaction): Promise<void> {
  const id = text(interaction.data["custom_id"]) ?? "";
  if (isSettingsId(id)) {
    await timed(parts, "settings", interaction.id, () => onSettingsClick(parts, interaction, id));
    return;
  }
  const deed = readDeed(id);
  if (deed !== undefined) {
    await timed(parts, deed.kind, interaction.id, () => onDeed(parts, interaction, deed));
    return;
  }
  const click = readClick(id, valuesOf(interaction));
  if (click === undefined) {
    parts.observer.suppressed("not-for-us");
    await tellInTime(parts, interaction, "discord.old-button");
    return;
  }
  await timed(parts, click.kind, interaction.id, () =>
    click.kind === "share" ? share(parts, interaction, click) : show(parts, interaction, click),
  );
}

/** Where a click's answer goes: in the place of what was clicked on, or, a reader's own question, to that reader. */
function goesInPlace({ direct, message }: Interaction, click: Click): boolean {
  if (message?.alone === true || direct) return true;
  return click.kind !== "run" && click.kind !== "language";
}

async function show(parts: Parts, interaction: Interaction, click: Click): Promise<string> {
  const inPlace = goesInPlace(interaction, click);
  const alone = interaction.message?.alone === true || !inPlace;
  const { long, answer } = find(parts, interaction, click, alone && !interaction.direct);
  return (await inTime(parts, interaction, answer(), { way: inPlace ? "edit" : "alone", long })).code;
}

/** Shows an answer to everybody, once, and takes the private one away. */
async function share(parts: Parts, interaction: Interaction, click: Click): Promise<string> {
  const { responder, taken, observer } = parts;
  const promised = await responder.defer(interaction, "edit");
  if (promised.code !== "sent") return promised.code;
  if (!taken.first(`share ${interaction.channel} ${interaction.message?.id ?? ""} ${click.language}`)) {
    observer.suppressed("duplicate");
    return "shared before";
  }
  const { answer } = find(parts, interaction, click, false);
  const sent = await responder.follow(interaction, await answer(), false);
  if (sent.code === "sent") await responder.remove(interaction);
  return sent.code;
}
