import { notTraced, traceHere, type Speaker } from "../bot/trace.ts";
import type { Traced, TraceSource } from "../bot/tracer.ts";
import type { Bounds, Errand, Result } from "./errand.ts";
import { drawPng } from "./png.ts";
import { unpack } from "./unpack.ts";

/** Runs one errand in this thread. Throws only by a fault of ours. */
export async function run(bot: () => Speaker, errand: Errand): Promise<Result> {
  if (errand.kind === "draw") return { kind: "drawn", png: drawPng(errand.svg, errand.theme) };
  return { kind: "traced", traced: await traceUnpacked(bot(), errand.source, errand.bounds) };
}

/** Unpacks and diagnoses a trace. */
export async function traceUnpacked(bot: Speaker, source: Omit<TraceSource, "slow">, bounds: Bounds): Promise<Traced> {
  const unpacked = await unpack(source.bytes, bounds.contentBytes);
  if ("refused" in unpacked) {
    return notTraced(bot, source.languages, `trace.${unpacked.refused}`, { limit: Math.floor(bounds.contentBytes / 1_000_000) });
  }
  return traceHere(bot, { ...source, bytes: unpacked.bytes }, { bytes: bounds.contentBytes, messages: bounds.messages });
}
