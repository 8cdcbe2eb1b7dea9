import type { Finding, FindingSeverity } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import type { Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import type { findingPlaces, FindingId } from "./places.ts";

/** Looks at one call. */
export type Finder = (flow: Flow, scene: Scene) => Finding[];

/** Says what a refusal means in this trace. */
export type Explainer = (failure: Failure, flow: Flow, scene: Scene) => Finding | undefined;

export type Values<Id extends FindingId> = Readonly<Record<(typeof findingPlaces)[Id][number], string | number>>;

const mostEvidence = 12;

/** Makes findings of one call (or of the whole trace, without a call): the compiler holds each to the places of its words. */
export function finding<Id extends FindingId>(
  id: Id,
  about: Flow | undefined,
  how: { readonly severity: FindingSeverity; readonly weight: number; readonly code?: number | undefined },
  evidence: readonly (SipMessage | undefined)[],
  values: Values<Id>,
): Finding {
  const indices = new Set<number>();
  for (const message of evidence) if (message !== undefined && indices.size < mostEvidence) indices.add(message.index);
  return {
    id,
    severity: how.severity,
    callId: about?.call.callId,
    code: how.code,
    evidence: [...indices].toSorted((a, b) => a - b),
    values,
    weight: how.weight,
  };
}
