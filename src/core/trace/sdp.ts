import type { Sdp, SdpMedia, SipMessage } from "./message.ts";
import { partsOf } from "./multipart.ts";

// Session descriptions (RFC 8866), as far as a call's fate hangs on them.

/** Names of static payload types (RFC 3551 §6). */
const staticNames: Readonly<Record<string, string>> = {
  0: "PCMU/8000",
  3: "GSM/8000",
  4: "G723/8000",
  5: "DVI4/8000",
  6: "DVI4/16000",
  7: "LPC/8000",
  8: "PCMA/8000",
  9: "G722/8000",
  10: "L16/44100/2",
  11: "L16/44100",
  12: "QCELP/8000",
  13: "CN/8000",
  14: "MPA/90000",
  15: "G728/8000",
  16: "DVI4/11025",
  17: "DVI4/22050",
  18: "G729/8000",
  25: "CelB/90000",
  26: "JPEG/90000",
  28: "nv/90000",
  31: "H261/90000",
  32: "MPV/90000",
  33: "MP2T/90000",
  34: "H263/90000",
};

/** Lines and m= lines that are read of one description; real ones have tens and a few. */
const mostLines = 4000;
const mostMedia = 64;

interface Shared {
  address: string | undefined;
  direction: SdpMedia["direction"];
  crypto: boolean;
  fingerprint: boolean;
  ice: boolean;
}

interface Draft extends Shared {
  kind: string;
  port: number;
  profile: string;
  formats: readonly string[];
  names: Map<string, string>;
  ptime: number | undefined;
}

function mediaLine(value: string, session: Shared): Draft {
  const [kind = "", port = "", profile = "", ...formats] = value.split(/[ \t]+/u, 200);
  return { ...session, kind, port: Number.parseInt(port, 10) || 0, profile, formats, names: new Map(), ptime: undefined };
}

function connection(value: string): string | undefined {
  return value.split(/[ \t]+/u, 4)[2]?.split("/", 1)[0];
}

function attribute(value: string, about: Shared, media: Draft | undefined): void {
  const colon = value.indexOf(":");
  const name = colon === -1 ? value : value.slice(0, colon);
  const rest = colon === -1 ? "" : value.slice(colon + 1).trim();
  switch (name) {
    case "sendrecv":
    case "sendonly":
    case "recvonly":
    case "inactive":
      about.direction = name;
      break;
    case "crypto":
      about.crypto = true;
      break;
    case "fingerprint":
      about.fingerprint = true;
      break;
    case "candidate":
    case "ice-ufrag":
      about.ice = true;
      break;
    case "rtpmap": {
      const space = rest.indexOf(" ");
      if (space > 0) media?.names.set(rest.slice(0, space), rest.slice(space + 1).trim());
      break;
    }
    case "ptime":
      if (media !== undefined) media.ptime = Number.parseFloat(rest) || undefined;
      break;
    default:
  }
}

function finish(draft: Draft): SdpMedia {
  const { kind, port, profile, address, direction, crypto, fingerprint, ice, ptime } = draft;
  const codecs = draft.formats.filter(Boolean).map((format) => draft.names.get(format) ?? nameOf(profile, format));
  return { kind, port, profile, address, direction, codecs, crypto, fingerprint, ice, ptime };
}

function nameOf(profile: string, format: string): string {
  return (profile.toUpperCase().includes("RTP/") ? staticNames[format] : undefined) ?? format;
}

/** Reads a session description; what is no line of it is passed over. */
export function parseSdp(body: string): Sdp {
  const session: Shared = { address: undefined, direction: "sendrecv", crypto: false, fingerprint: false, ice: false };
  const drafts: Draft[] = [];
  let origin: string | undefined;
  let media: Draft | undefined;
  for (const line of body.split(/\r\n|\n|\r/u, mostLines)) {
    const value = line.slice(2).trim();
    if (line[1] !== "=") continue;
    if (line[0] === "m") {
      if (drafts.length === mostMedia) break;
      media = mediaLine(value, session);
      drafts.push(media);
    } else if (line[0] === "c") (media ?? session).address = connection(value);
    else if (line[0] === "o" && media === undefined) origin = value;
    else if (line[0] === "a") attribute(value, media ?? session, media);
  }
  return { origin, media: drafts.map(finish) };
}

const known = new WeakMap<SipMessage, { sdp: Sdp | undefined }>();

function read(message: SipMessage): Sdp | undefined {
  const { body } = message;
  if (body === "") return undefined;
  const type = message.header("content-type") ?? "";
  const part = partsOf(type, body).find(
    (one) => one.type === "application/sdp" || (one.type === "" && /^\s*v=0\s/u.test(one.body)),
  );
  return part === undefined ? undefined : parseSdp(part.body);
}

/** The session description that a message carries, also inside a multipart body; undefined when there is none. Read once. */
export function sdpOf(message: SipMessage): Sdp | undefined {
  let entry = known.get(message);
  if (entry === undefined) {
    entry = { sdp: read(message) };
    known.set(message, entry);
  }
  return entry.sdp;
}
