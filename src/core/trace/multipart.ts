// Bodies inside a body (RFC 2046 §5.1, RFC 5621). Each part is read once; parts inside parts are not opened again.

export interface Part {
  /** Media type in lower case, without parameters; "" when it names none. */
  readonly type: string;
  readonly body: string;
}

/** Parts that are looked at: a SIP message has two or three. */
const mostParts = 32;

/** "multipart/mixed;boundary=x" → "multipart/mixed". */
export function mediaType(contentType: string): string {
  const end = contentType.indexOf(";");
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

function boundaryOf(contentType: string, body: string): string | undefined {
  const named = /;[ \t]*boundary[ \t]*=[ \t]*(?:"([^"]{1,200})"|([^;,\s"]{1,200}))/iu.exec(contentType);
  return named?.[1] ?? named?.[2] ?? /^\s{0,8}--(\S{1,200})/u.exec(body)?.[1];
}

function partOf(text: string): Part {
  const lines = /\r?\n[ \t]*\r?\n/u.exec(text);
  const bare = /^\s*v=0/u.test(text);
  const head = lines === null || bare ? "" : text.slice(0, lines.index);
  const type = /(?:^|\n)(?:content-type|c)[ \t]*:[ \t]*([^\r\n]*)/iu.exec(head)?.[1] ?? "";
  return { type: mediaType(type), body: lines === null || bare ? text.trimStart() : text.slice(lines.index + lines[0].length) };
}

/** The parts of a multipart body, in order; the body itself when it has none. */
export function partsOf(contentType: string, body: string): readonly Part[] {
  const type = mediaType(contentType);
  const boundary = type.startsWith("multipart/") ? boundaryOf(contentType, body) : undefined;
  if (boundary === undefined) return [{ type, body }];
  return body
    .split(`--${boundary}`, mostParts)
    .slice(1)
    .filter((text) => !text.startsWith("--") && text.trim() !== "")
    .map((text) => partOf(text.replace(/^[ \t]*\r?\n/u, "")));
}
