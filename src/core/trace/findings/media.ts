import { codecNames, commonCodecs } from "../codecs.ts";
import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { roundSeconds, senderName, spoken, type Flow } from "../flow.ts";
import type { Sdp, SdpMedia, SipMessage } from "../message.ts";
import { warningOf } from "../reasons.ts";
import { sdpOf } from "../sdp.ts";
import { codeOf, finalOf, progressOf, requestOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding, type Explainer } from "./finding.ts";

// Offer and answer: what was offered, what would have been taken.

const sure = { severity: "error", weight: 0.93 } as const;

export function audioOf(sdp: Sdp | undefined): SdpMedia | undefined {
  return sdp?.media.find((media) => media.kind === "audio");
}

function isSecure(media: SdpMedia): boolean {
  return /savp/iu.test(media.profile) || media.crypto || media.fingerprint;
}

function profileOf(media: SdpMedia): string {
  return isSecure(media) && !/savp/iu.test(media.profile) ? `${media.profile} + crypto` : media.profile;
}

/** G.711, which next to everybody speaks: offered and refused, the codecs are hardly what is wrong. */
function isOrdinary(codec: string): boolean {
  return /^pcm[ua](?:\/|$)/iu.test(codec);
}

/** 488, 606: with the codecs, the encryption or the Warning that does not fit, as far as the trace shows them. */
export const mediaRefused: Explainer = (failure, flow) => {
  const { code, response, server, evidence, transaction } = failure;
  const request = requestOf(transaction);
  const offer = request === undefined ? undefined : audioOf(sdpOf(request));
  const compared = offer === undefined ? undefined : mediaCompared(offer, failure, flow);
  if (compared !== undefined) return compared;
  const how = { ...sure, code };
  const told = warningOf(response);
  if (told !== undefined && told.text !== "" && told.code !== 399) {
    const values = {
      said: spoken(response),
      server,
      warning: told.code,
      text: told.text,
      offered: offer === undefined ? "-" : codecNames(offer.codecs),
    };
    return finding("media-warning", flow, { ...how, weight: 0.9 }, evidence, values);
  }
  return finding("media-refused", flow, { ...how, weight: 0.8 }, evidence, {
    said: spoken(response),
    server,
    offered: offer === undefined ? "-" : codecNames(offer.codecs),
    profile: offer === undefined ? "-" : profileOf(offer),
    encrypted: offer !== undefined && isSecure(offer) && offer.codecs.some(isOrdinary) ? 1 : 0,
  });
};

/** Encryption or codecs that do not fit, where the refusal tells what would. */
function mediaCompared(offer: SdpMedia, { code, response, server, evidence }: Failure, flow: Flow): Finding | undefined {
  const accepted = audioOf(sdpOf(response));
  const mismatch = mismatched({ offer, accepted, hint: `${response.phrase ?? ""} ${warningOf(response)?.text ?? ""}` });
  const how = { ...sure, code };
  if (mismatch === "encryption") {
    const other = isSecure(offer) ? "RTP/AVP" : "RTP/SAVP";
    return finding("srtp-mismatch", flow, how, evidence, {
      offered: profileOf(offer),
      accepted: accepted === undefined ? other : profileOf(accepted),
      server,
      told: accepted === undefined ? 0 : 1,
    });
  }
  if (mismatch !== "codecs" || accepted === undefined) return undefined;
  const values = { offered: codecNames(offer.codecs), accepted: codecNames(accepted.codecs), server };
  return finding("codecs-disjoint", flow, how, evidence, values);
}

interface Compared {
  readonly offer: SdpMedia;
  readonly accepted: SdpMedia | undefined;
  readonly hint: string;
}

function mismatched({ offer, accepted, hint }: Compared): "encryption" | "codecs" | undefined {
  if (accepted !== undefined && isSecure(offer) !== isSecure(accepted)) return "encryption";
  if (accepted === undefined && /\b(?:srtp|savp|crypto|encrypt)/iu.test(hint)) return "encryption";
  if (accepted !== undefined && accepted.codecs.length > 0 && commonCodecs(offer.codecs, accepted.codecs).length === 0)
    return "codecs";
  return undefined;
}

/** What an answered call agreed on, for its first answer: nothing in common, audio turned off, no description at all. */
export function answeredMedia(flow: Flow): Finding[] {
  if (flow.call.kind !== "call") return [];
  const invite = flow.opening.find((one) => codeOf(finalOf(one)) >= 200 && codeOf(finalOf(one)) < 300);
  const request = invite === undefined ? undefined : requestOf(invite);
  const final = invite === undefined ? undefined : finalOf(invite);
  if (invite === undefined || request === undefined || final === undefined) return [];
  if (request.startLineOnly || final.startLineOnly) return [];
  const offer = sdpOf(request);
  const answer =
    sdpOf(final) ??
    progressOf(invite)
      .map(sdpOf)
      .findLast((sdp) => sdp !== undefined);
  const ack = invite.acks.find((one) => !one.startLineOnly);
  return [
    missing(flow, { request, final, ack }, { offer, answer }),
    offer === undefined || answer === undefined ? undefined : disagreed(flow, { request, final }, { offer, answer }),
  ].filter((one) => one !== undefined);
}

interface Exchange {
  readonly request: SipMessage;
  readonly final: SipMessage;
  readonly ack?: SipMessage | undefined;
}

function missing(
  flow: Flow,
  { request, final, ack }: Exchange,
  { offer, answer }: { readonly offer: Sdp | undefined; readonly answer: Sdp | undefined },
): Finding | undefined {
  const how = { severity: "error", weight: 0.8 } as const;
  // Load generators set calls up without any media: with no offer either, it is worth a word only.
  const less = { severity: "warning", weight: 0.12 } as const;
  if (answer === undefined && isEmpty(final))
    return finding("sdp-missing", flow, offer === undefined ? less : how, [request, final], {
      message: spoken(final),
      server: senderName(final),
    });
  // Offer in the 200: the answer must come in the ACK (RFC 3261 §13.2.1).
  if (offer === undefined && answer !== undefined && isEmpty(request) && ack !== undefined && isEmpty(ack))
    return finding("sdp-missing", flow, how, [final, ack], { message: "ACK", server: senderName(ack) });
  return undefined;
}

/** Whether a message says itself that it has no body: a paste may have lost one. */
function isEmpty(message: SipMessage): boolean {
  return message.body.trim() === "" && message.header("content-length")?.trim() === "0";
}

function disagreed(
  flow: Flow,
  { request, final }: Exchange,
  { offer, answer }: { readonly offer: Sdp; readonly answer: Sdp },
): Finding | undefined {
  const offered = audioOf(offer);
  const accepted = audioOf(answer);
  if (offered === undefined || accepted === undefined || offered.port === 0) return undefined;
  const server = senderName(final);
  const how = { severity: "error", weight: 0.82 } as const;
  const names = codecNames(offered.codecs);
  if (accepted.port === 0)
    return finding("media-line-rejected", flow, how, [request, final], { kind: "audio", server, offered: names });
  if (isSecure(offered) !== isSecure(accepted)) {
    const values = { offered: profileOf(offered), accepted: profileOf(accepted), server, told: 1 };
    // An offer of plain RTP with a=crypto may be answered without it: best-effort encryption.
    return /savp/iu.test(`${offered.profile} ${accepted.profile}`)
      ? finding("srtp-mismatch", flow, how, [request, final], values)
      : undefined;
  }
  if (accepted.codecs.length > 0 && commonCodecs(offered.codecs, accepted.codecs).length === 0)
    return finding("codecs-disjoint", flow, how, [request, final], {
      offered: names,
      accepted: codecNames(accepted.codecs),
      server,
    });
  return undefined;
}

/** Ringing by 183 without a description, and no 18x with one: nobody tells the caller anything. */
export function earlyMedia(flow: Flow): Finding[] {
  const invite: Transaction | undefined = flow.opening.at(-1);
  if (invite === undefined) return [];
  const progress = progressOf(invite);
  const silent = progress.find((response) => response.code === 183 && !response.startLineOnly && isEmpty(response));
  const heard = progress.some((response) => response.code === 180 || sdpOf(response) !== undefined);
  if (silent === undefined || heard) return [];
  // A caller who heard nothing and gave up: the silence is the cause.
  const cancel = flow.messages.find(({ method }) => method === "CANCEL");
  const how = {
    severity: "warning",
    weight: cancel === undefined ? 0.12 : 0.87,
    code: cancel === undefined ? 183 : 487,
  } as const;
  const gaveup = cancel === undefined ? -1 : Math.max(0, roundSeconds(secondsBetween(silent, cancel)));
  return [finding("early-media-absent", flow, how, [silent, cancel], { server: senderName(silent), gaveup })];
}
