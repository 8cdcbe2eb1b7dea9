import { hostOf, isPrivate } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import { roundSeconds, senderName, spoken, type Flow } from "../flow.ts";
import type { SdpMedia, SipMessage } from "../message.ts";
import type { MediaView, Scene } from "../scene.ts";
import { sdpOf } from "../sdp.ts";
import { codeOf, finalOf, requestOf, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";
import { audioOf } from "./media.ts";

/** Where voice is promised and where it went: addresses in the descriptions, hold, RTP in the capture. */
export function mediaPath(flow: Flow, scene: Scene): Finding[] {
  return [...(heardBothWays(flow, scene) ? [] : addresses(flow)), ...held(flow), ...streams(flow, scene)];
}

/** Messages with a description, of the INVITEs that open and their answers. */
function described(flow: Flow): { message: SipMessage; audio: SdpMedia }[] {
  const messages = flow.opening
    .slice(0, 20)
    .flatMap((one) => [requestOf(one), ...one.responses.slice(0, 20), ...one.acks.slice(0, 2)]);
  return messages.flatMap((message) => {
    const audio = message === undefined ? undefined : audioOf(sdpOf(message));
    return message === undefined || audio === undefined ? [] : [{ message, audio }];
  });
}

/** An address that the peer can't reach: private from a public host, loopback from elsewhere, 0.0.0.0. */
function addresses(flow: Flow): Finding[] {
  for (const { message, audio } of described(flow)) {
    const { source } = message;
    const { address } = audio;
    if (source === undefined || address === undefined || audio.ice || audio.port === 0) continue;
    const sender = source;
    if (address === "0.0.0.0")
      return [finding("sdp-null-address", flow, { severity: "warning", weight: 0.3 }, [message], { sender })];
    const host = hostOf(source);
    const loopback = address.startsWith("127.") && !host.startsWith("127.");
    if (!loopback && !(isPrivate(address) && !isPrivate(host))) continue;
    const name = message.method ?? spoken(message);
    const how = { severity: "warning", weight: 0.4 } as const;
    return [finding("sdp-private-address", flow, how, [message], { address, sender, message: name })];
  }
  return [];
}

/** The last exchange left one side silent: a hold that was not taken back, or a call that began so. */
function held(flow: Flow): Finding[] {
  if (flow.answer === undefined) return [];
  const exchanges = flow.transactions.filter(
    (one) => one.method === "INVITE" && codeOf(finalOf(one)) >= 200 && codeOf(finalOf(one)) < 300,
  );
  const last = exchanges.at(-1);
  const request = last === undefined ? undefined : requestOf(last);
  const direction = request === undefined ? undefined : audioOf(sdpOf(request))?.direction;
  if (last === undefined || request === undefined || direction === undefined || direction === "sendrecv") return [];
  const initial = exchanges.length === 1 && request.toTag === "" ? 1 : 0;
  const how = { severity: "warning", weight: initial === 1 ? 0.4 : 0.2 } as const;
  return [finding("on-hold", flow, how, [request, finalOf(last)], { holder: senderName(request), direction, initial })];
}

/** Packets from which a stream counts as voice that got through. */
const leastPackets = 10;

/** RTP went both ways, whatever the descriptions say. */
function heardBothWays(flow: Flow, scene: Scene): boolean {
  if (scene.reading.media.length === 0) return false;
  return flow.opening.flatMap((one) => pairOf(one) ?? []).some((pair) => both(waysOf(pair, scene.media())));
}

function both({ there, back }: Ways): boolean {
  return there >= leastPackets && back >= leastPackets;
}

/** RTP of an answered call, by the addresses that its offer and answer promised. */
function streams(flow: Flow, scene: Scene): Finding[] {
  const talk = flow.call.times.talk ?? scene.goesOn(flow.answer);
  if (flow.answer?.at === undefined || scene.reading.media.length === 0 || talk < 3) return [];
  const media = scene.media();
  const counted = flow.opening.flatMap((one) => pairOf(one) ?? []).map((pair) => ({ pair, ways: waysOf(pair, media) }));
  if (counted.length === 0 || counted.some(({ ways }) => both(ways))) return [];
  const oneWay = counted.find(({ ways }) => Math.max(ways.there, ways.back) >= 50 && Math.min(ways.there, ways.back) === 0);
  if (oneWay !== undefined) return [deaf(oneWay.pair, oneWay.ways, flow)];
  // The capture must have seen RTP of others while this call was up, or it simply filtered RTP away.
  const sees = media.end >= flow.answer.at + 3 && media.start <= flow.answer.at + talk;
  const none = counted.every(({ pair }) => !media.hosts.has(hostOf(pair.caller)) && !media.hosts.has(hostOf(pair.callee)));
  if (!sees || !none) return [];
  const how = { severity: "warning", weight: 0.14 } as const;
  return [finding("rtp-none", flow, how, [flow.answer], { seconds: roundSeconds(talk) })];
}

interface Ways {
  readonly there: number;
  readonly back: number;
}

function deaf({ caller, callee }: Pair, { there, back }: Ways, flow: Flow): Finding {
  const [from, to] = there > 0 ? [caller, callee] : [callee, caller];
  const values = { from, to, packets: Math.max(there, back), expected: from };
  return finding("rtp-one-way", flow, { severity: "error", weight: 0.8 }, [flow.answer], values);
}

interface Pair {
  /** "address:port" that each side wants its voice at. */
  readonly caller: string;
  readonly callee: string;
}

function pairOf(invite: Transaction): Pair | undefined {
  const request = requestOf(invite);
  const final = finalOf(invite);
  if (request === undefined || final === undefined || codeOf(final) >= 300) return undefined;
  const offer = audioOf(sdpOf(request));
  const answer = audioOf(sdpOf(final)) ?? invite.responses.map((one) => audioOf(sdpOf(one))).findLast((one) => one !== undefined);
  if (offer === undefined || answer === undefined || offer.direction !== "sendrecv" || answer.direction !== "sendrecv")
    return undefined;
  if (offer.port === 0 || answer.port === 0) return undefined;
  return { caller: at(offer), callee: at(answer) };
}

function at({ address, port }: SdpMedia): string {
  return address?.includes(":") === true ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Packets from caller to callee and back; behind NAT only one end of a stream has the promised address. */
function waysOf({ caller, callee }: Pair, { sent, received }: MediaView): Ways {
  const most = (a: number | undefined, b: number | undefined) => Math.max(a ?? 0, b ?? 0);
  return { there: most(sent.get(caller), received.get(callee)), back: most(sent.get(callee), received.get(caller)) };
}
