import type { Finding } from "../diagnosis.ts";
import { roundSeconds, senderName, targetName, type Flow } from "../flow.ts";
import type { Scene } from "../scene.ts";
import { codeOf, finalOf, progressOf, requestOf, type Transaction } from "../transactions.ts";
import { credentialsSent } from "./authentication.ts";
import { finding } from "./finding.ts";

const info = { severity: "info" } as const;

/** What went well, and what can't be told because the trace ends: never more than a small weight. */
export function ordinary(flow: Flow, scene: Scene): Finding[] {
  const found = flow.call.kind === "call" ? ofCall(flow, scene) : ofRequest(flow);
  return found === undefined ? [] : [found];
}

function ofCall(flow: Flow, scene: Scene): Finding | undefined {
  const { answer, call } = flow;
  if (answer !== undefined) return ofAnswered(flow);
  if (call.finalStatus !== null) return undefined;
  const last = flow.opening.at(-1);
  if (last === undefined) return undefined;
  return last.responses.length === 0 ? alone(last, flow) : inProgress(last, flow, scene);
}

function ofAnswered(flow: Flow): Finding {
  const bye = flow.messages.find((message) => message.method === "BYE");
  const { talk } = flow.call.times;
  if (bye === undefined) {
    const seconds =
      flow.answer?.at === undefined || flow.call.end === undefined ? -1 : roundSeconds(flow.call.end - flow.answer.at);
    return finding("call-still-up", flow, { ...info, weight: 0.1 }, [flow.answer], { seconds });
  }
  const seconds = talk === undefined ? -1 : roundSeconds(talk);
  return finding("call-completed", flow, { ...info, weight: 0.15 }, [flow.answer, bye], { seconds, ender: senderName(bye) });
}

/** A request and nothing more: an excerpt, not a failure. */
function alone(transaction: Transaction, flow: Flow): Finding | undefined {
  const request = requestOf(transaction);
  if (request === undefined) return undefined;
  const given = credentialsSent(request, flow);
  if (given !== undefined) return given;
  const values = { method: transaction.method, target: targetName(request) };
  return finding("request-only", flow, { ...info, weight: 0.3 }, [request], values);
}

function inProgress(transaction: Transaction, flow: Flow, scene: Scene): Finding | undefined {
  const last = progressOf(transaction).at(-1) ?? transaction.responses.at(-1);
  if (last === undefined) return undefined;
  const seconds = roundSeconds(scene.goesOn(last));
  const values = { code: codeOf(last), server: senderName(last), seconds };
  return finding("progress-cut", flow, { ...info, weight: 0.3, code: codeOf(last) }, [requestOf(transaction), last], values);
}

function ofRequest(flow: Flow): Finding | undefined {
  const { call, opening } = flow;
  const last = opening.at(-1);
  if (last === undefined || call.kind === "ACK" || call.kind === "unknown") return undefined;
  const final = finalOf(last);
  if (final === undefined) return last.responses.length === 0 ? alone(last, flow) : undefined;
  if (call.outcome !== "ok" || call.kind === "REGISTER") return undefined;
  const values = { method: call.kind, code: codeOf(final), server: senderName(final) };
  return finding("request-accepted", flow, { ...info, weight: 0.08 }, [requestOf(last), final], values);
}
