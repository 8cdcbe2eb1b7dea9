import { record, records, text } from "../../chat/fields.ts";

type Json = Readonly<Record<string, unknown>>;

const administrator = 1n << 3n;
const all = (1n << 53n) - 1n;

/** What a member may do in a channel, as Discord computes it: roles, then the channel's overwrites in their order. */
export function permissionsIn(where: {
  readonly guild: Json;
  readonly member: Json;
  readonly channel: Json;
  readonly me: string;
}): bigint {
  const { guild, member, channel, me } = where;
  if (guild["owner_id"] === me) return all;
  const everyone = text(guild["id"]) ?? "";
  const own = new Set([everyone, ...(Array.isArray(member["roles"]) ? member["roles"].map(String) : [])]);
  const roles = records(guild["roles"]).filter((role) => own.has(text(role["id"]) ?? ""));
  const base = roles.reduce((sum, role) => sum | bits(role["permissions"]), 0n);
  if ((base & administrator) !== 0n) return all;
  const overwrites = records(channel["permission_overwrites"]);
  const of = (id: string) => overwrites.find((one) => one["id"] === id) ?? {};
  const byRoles = [...own].filter((id) => id !== everyone).map(of);
  const roleDeny = byRoles.reduce((sum, one) => sum | bits(one["deny"]), 0n);
  const roleAllow = byRoles.reduce((sum, one) => sum | bits(one["allow"]), 0n);
  const afterEveryone = (base & ~bits(of(everyone)["deny"])) | bits(of(everyone)["allow"]);
  const afterRoles = (afterEveryone & ~roleDeny) | roleAllow;
  const mine = record(of(me));
  return (afterRoles & ~bits(mine["deny"])) | bits(mine["allow"]);
}

function bits(value: unknown): bigint {
  const written = text(value) ?? "0";
  return /^\d{1,30}$/u.test(written) ? BigInt(written) : 0n;
}
