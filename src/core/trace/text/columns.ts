import { addressIn, transportIn } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// Rows of a table printed one column to a line, as "SELECT … \\G" does with the table of Kamailio's and OpenSIPS's sip_trace.

const column = /^\s{0,40}(from_?ip|src_?ip|source_?ip|to_?ip|dst_?ip|destination_?ip|time_?stamp)\s?[:=|]\s?(\S.{2,80})$/iu;

export function columnFrame(line: string): Frame | undefined {
  const found = column.exec(line);
  if (found === null) return undefined;
  const [, name = "", value = ""] = found;
  if (/^time/iu.test(name)) return { shape: "sip-trace-table", at: timeOf(value) };
  const address = addressIn(value.replace(/^(?:udp|tcp|tls|wss?|sctp):/iu, ""));
  const way = /^(?:from|src|source)/iu.test(name) ? { source: address } : { destination: address };
  return { shape: "sip-trace-table", transport: transportIn(value), ...way };
}
