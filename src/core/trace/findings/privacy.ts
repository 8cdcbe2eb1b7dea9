import type { Finding } from "../diagnosis.ts";
import type { Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import { finding } from "./finding.ts";

/** Messages that are looked through for what should not be shown around. */
const mostMessages = 5000;

/** Header fields that name people beside From and To (RFC 3325, RFC 6442). */
const personal = ["p-asserted-identity", "p-preferred-identity", "remote-party-id", "geolocation", "diversion", "history-info"];

/** Credentials and people's identities in the trace: a warning for whoever pastes it. */
export function exposed(scene: Scene): Finding[] {
  const messages = scene.reading.messages.slice(0, mostMessages);
  const withCredentials = messages.filter((message) => !message.startLineOnly && hasCredentials(message));
  const names = new Set<string>();
  const withPeople = messages.filter((message) => {
    if (message.startLineOnly) return false;
    const own = personal.filter((name) => message.header(name) !== undefined);
    for (const name of own) names.add(name);
    return own.length > 0;
  });
  const basic = withCredentials.some((message) => /^\s*basic\s/iu.test(message.header("authorization") ?? ""));
  const warn = { severity: "warning", weight: 0 } as const;
  return [
    ...(withCredentials.length === 0
      ? []
      : [
          finding("credentials-exposed", undefined, warn, withCredentials, {
            count: withCredentials.length,
            basic: basic ? 1 : 0,
          }),
        ]),
    ...(withPeople.length === 0
      ? []
      : [
          finding("personal-data-exposed", undefined, { severity: "info", weight: 0 }, withPeople, {
            headers: [...names].join(", "),
            count: withPeople.length,
          }),
        ]),
  ];
}

function hasCredentials(message: SipMessage): boolean {
  return message.code === undefined && (message.header("authorization") ?? message.header("proxy-authorization")) !== undefined;
}

/** A signed caller (RFC 8224): which attestation its carrier gave. */
export function identity(flow: Flow): Finding[] {
  const invite = flow.messages.find((message) => message.method === "INVITE" && message.header("identity") !== undefined);
  const attest = invite === undefined ? undefined : attestation(invite.header("identity") ?? "");
  if (invite === undefined || attest === undefined) return [];
  return [finding("identity-present", flow, { severity: "info", weight: 0.01 }, [invite], { attest })];
}

/** The attestation level in a PASSporT's payload; the signature is not checked. */
function attestation(identityValue: string): string | undefined {
  const payload = identityValue.slice(0, 8192).split(".", 2)[1];
  if (payload === undefined || !/^[\w-]+$/u.test(payload)) return undefined;
  try {
    const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    return /"attest"\s?:\s?"([ABC])"/u.exec(text)?.[1];
  } catch {
    return undefined;
  }
}
