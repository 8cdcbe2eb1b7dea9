// What is inside a header field's value: lists, parameters (RFC 3261 §7.3.1, §25.1). Every function reads its text once.

/** Behind the closing quote of the quoted string that opens at `at`; the end when it never closes. */
function afterQuotes(value: string, at: number): number {
  let next = at + 1;
  while (next < value.length && value[next] !== '"') next += value[next] === "\\" ? 2 : 1;
  return Math.min(next + 1, value.length);
}

/** The value with every quoted string made empty, so that what is left is grammar; undefined when one never closes. */
export function unquoted(value: string): string | undefined {
  if (!value.includes('"')) return value;
  let rest = "";
  let from = 0;
  for (let at = value.indexOf('"'); at !== -1; at = value.indexOf('"', from)) {
    const end = afterQuotes(value, at);
    if (end - at < 2 || value[end - 1] !== '"' || isEscaped(value, end - 1)) return undefined;
    rest += `${value.slice(from, at)}""`;
    from = end;
  }
  return rest + value.slice(from);
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(value: string, at: number): boolean {
  let from = at;
  while (value[from - 1] === "\\") from--;
  return (at - from) % 2 === 1;
}

/** Parts at a comma outside of quotes and angle brackets, trimmed; empty ones are left out. */
export function splitList(value: string): string[] {
  if (!value.includes(",")) return value === "" ? [] : [value];
  const parts: string[] = [];
  let bracketed = false;
  let from = 0;
  for (let at = 0; at < value.length;) {
    const character = value[at];
    if (character === '"') {
      at = afterQuotes(value, at);
      continue;
    }
    if (character === "<") bracketed = true;
    else if (character === ">") bracketed = false;
    else if (character === "," && !bracketed) {
      parts.push(value.slice(from, at).trim());
      from = at + 1;
    }
    at++;
  }
  parts.push(value.slice(from).trim());
  return parts.filter((part) => part !== "");
}

/** Where the parameters of the header itself begin: behind ">" of an address, else at the first ";" outside of quotes. */
function parametersAt(value: string): number {
  for (let at = 0; at < value.length;) {
    const character = value[at];
    if (character === "<") {
      const close = value.indexOf(">", at);
      return close === -1 ? value.length : close + 1;
    }
    if (character === ";") return at;
    at = character === '"' ? afterQuotes(value, at) : at + 1;
  }
  return value.length;
}

/** The next ";" or "," outside of quotes. */
function parameterEnd(value: string, from: number): number {
  let at = from;
  while (at < value.length && value[at] !== ";" && value[at] !== ",") at = value[at] === '"' ? afterQuotes(value, at) : at + 1;
  return at;
}

/** A parameter of the header field, not of the URI in it: "tag", "branch"; "" when it stands without a value. */
export function parameter(value: string, name: string): string | undefined {
  let at = value.indexOf(";", parametersAt(value));
  while (at !== -1 && at < value.length) {
    const end = parameterEnd(value, at + 1);
    const text = value.slice(at + 1, end);
    const equals = text.indexOf("=");
    const key = (equals === -1 ? text : text.slice(0, equals)).trim();
    if (key.length === name.length && key.toLowerCase() === name) return equals === -1 ? "" : text.slice(equals + 1).trim();
    if (value[end] === ",") return undefined;
    at = end;
  }
  return undefined;
}
