import { addressIn, transportIn } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// Rows of a table printed one column to a line, as "SELECT … \\G" does with the table of Kamailio's and OpenSIPS's sip_trace.

const column = /^\s{0,40}(from_?ip|src_?ip|source_?ip|to_?ip|dst_?ip|destination_?ip|time_?stamp)\s?[:=|]\s?(\S.{2,80})$/iu;

/** JAIN SIP's trace: `from="192.0.2.1:5060"`, an attribute to a line, or all in the line of the message. */
const attribute = /^(?:<message )?(from|to|time)="([^"]{3,80})"\s*$/u;
const attributes = /<message from="([^"]{3,80})" to="([^"]{3,80})" time="(\d{13})"/u;

function attributeFrame(line: string): Frame | undefined {
  const all = attributes.exec(line);
  if (all !== null) {
    const [, source = "", destination = "", time] = all;
    return { shape: "jain-sip", at: Number(time) / 1000, source: addressIn(source), destination: addressIn(destination) };
  }
  const [, name, value = ""] = attribute.exec(line) ?? [];
  if (name === undefined) return undefined;
  if (name === "time") return { shape: "jain-sip", at: /^\d{13}$/u.test(value) ? Number(value) / 1000 : timeOf(value) };
  const address = addressIn(value);
  if (address === undefined) return undefined;
  return { shape: "jain-sip", ...(name === "from" ? { source: address } : { destination: address }) };
}

export function columnFrame(line: string): Frame | undefined {
  const found = column.exec(line);
  if (found === null) return line.includes('="') ? attributeFrame(line) : undefined;
  const [, name = "", value = ""] = found;
  if (/^time/iu.test(name)) return { shape: "sip-trace-table", at: timeOf(value) };
  const address = addressIn(value.replace(/^(?:udp|tcp|tls|wss?|sctp):/iu, ""));
  const way = /^(?:from|src|source)/iu.test(name) ? { source: address } : { destination: address };
  return { shape: "sip-trace-table", transport: transportIn(value), ...way };
}
