import { record, text } from "../../chat/fields.ts";
import { faultOf, type Log } from "../../chat/log.ts";
import type { Api, File } from "./api.ts";
import { codeOf, codes, isClosed, lacksReference } from "./faults.ts";
import { limits } from "./limits.ts";
import { asComponents, v2, type Body, type Outgoing } from "./message.ts";
import { altText } from "./render.ts";

/** How an answer got there, or the code of what stood in its way; the id where Discord told it. */
export interface Sent {
  readonly code: "sent" | "deleted" | "closed" | (string & {});
  readonly id?: string | undefined;
}

export interface Post {
  readonly channel: string;
  /** The message it answers. */
  readonly replyTo?: string | undefined;
  /** Sent twice, the second gives back the first. */
  readonly nonce?: string | undefined;
  /** After it nothing is sent any more. */
  readonly until?: AbortSignal | undefined;
}

/** What came with a command or a click, to answer by. */
export interface Ticket {
  readonly id: string;
  readonly token: string;
  readonly application: string;
  /** The message that was clicked on was sent in an older form than components. */
  readonly older?: boolean | undefined;
}

export const ephemeral = 64;
/** Addresses in plain words need no preview. */
const suppressEmbeds = 4;
/** Nothing we send or edit calls anybody. */
const nobody = { parse: [], replied_user: false } as const;
const closedForMs = 60_000;
const closedRemembered = 5000;

/** A new message; in the place of one made of components; in the place of one of an older form. */
type Way = "new" | "edit" | "over";
type Payload = Readonly<Record<string, unknown>>;
type Send = (payload: Payload, files: readonly File[]) => Promise<unknown>;

/** Sends answers. Discord's refusals come back as codes, not as exceptions: each caller says what follows. */
export class Responder {
  readonly #api: Api;
  readonly #log: Log;
  readonly #draw: ((svg: string) => Promise<Uint8Array>) | undefined;
  readonly #closed = new Map<string, number>();

  constructor(api: Api, log: Log, draw: ((svg: string) => Promise<Uint8Array>) | undefined) {
    this.#api = api;
    this.#log = log;
    this.#draw = draw;
  }

  get draws(): boolean {
    return this.#draw !== undefined;
  }

  /** Posts into a channel, a thread or a direct message. A channel that refused is left alone for a minute. */
  async post({ channel, replyTo, nonce, until }: Post, message: Outgoing): Promise<Sent> {
    if ((this.#closed.get(channel) ?? 0) > Date.now()) return { code: "closed" };
    const reference = replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: true } };
    const once = nonce === undefined ? {} : { nonce: nonce.slice(0, limits.nonce), enforce_nonce: true };
    const sent = await this.#send(message, "new", (payload, files) =>
      this.#api.call("post", `/channels/${channel}/messages`, { body: { ...payload, ...reference, ...once }, files, until }),
    );
    // Without the right to read older messages nothing can be answered as a reply.
    if (sent.code === codes.noHistory && replyTo !== undefined) return this.post({ channel, nonce, until }, message);
    if (isClosed(sent.code)) this.#close(channel);
    return sent;
  }

  /** Puts a message in the place of an older one of ours. */
  edit(channel: string, id: string, message: Outgoing, until?: AbortSignal): Promise<Sent> {
    return this.#send(message, "edit", (payload, files) =>
      this.#api.call("patch", `/channels/${channel}/messages/${id}`, { body: payload, files, until }),
    );
  }

  /** The first answer to a command or a click: a new message, for one person alone or for all. */
  answer(ticket: Ticket, message: Outgoing, alone: boolean): Promise<Sent> {
    return this.#send(message, "new", (payload, files) =>
      this.#callback(ticket, 4, withFlags(payload, alone ? ephemeral : 0), files),
    );
  }

  /** The first answer to a click: the message it is on, anew. */
  replace(ticket: Ticket, message: Outgoing): Promise<Sent> {
    return this.#send(message, wayOver(ticket), (payload, files) => this.#callback(ticket, 7, payload, files));
  }

  /** Says that an answer comes later: a new message, or the one that was clicked on. */
  async defer(ticket: Ticket, way: "new" | "alone" | "edit"): Promise<Sent> {
    const data = way === "alone" ? { flags: ephemeral } : undefined;
    return this.#guarded(() => this.#callback(ticket, way === "edit" ? 6 : 5, data, []));
  }

  /** The answer that was promised, or the clicked message anew. */
  settle(ticket: Ticket, message: Outgoing, way: "new" | "edit"): Promise<Sent> {
    return this.#send(message, way === "new" ? way : wayOver(ticket), (payload, files) =>
      this.#api.answer("patch", `${webhook(ticket)}/messages/@original`, { body: payload, files }),
    );
  }

  /** One more message after the first. */
  follow(ticket: Ticket, message: Outgoing, alone: boolean): Promise<Sent> {
    return this.#send(message, "new", (payload, files) =>
      this.#api.answer("post", webhook(ticket), { body: withFlags(payload, alone ? ephemeral : 0), files, once: true }),
    );
  }

  /** Takes away the message that was clicked on. */
  async remove(ticket: Ticket): Promise<Sent> {
    return this.#guarded(() => this.#api.answer("delete", `${webhook(ticket)}/messages/@original`));
  }

  /** An answer of another kind: choices while typing, a form to fill. */
  async special(ticket: Ticket, type: 8 | 9, data: Payload): Promise<Sent> {
    return this.#guarded(() => this.#callback(ticket, type, data, []));
  }

  #callback({ id, token }: Ticket, type: number, data: Payload | undefined, files: readonly File[]): Promise<unknown> {
    return this.#api.answer("post", `/interactions/${id}/${token}/callback`, {
      body: { type, ...(data === undefined ? {} : { data }) },
      files,
    });
  }

  /** Components first, with their drawings; when Discord refuses the form, or a right that it needs, then a simpler one, and at last plain words. */
  async #send(message: Outgoing, way: Way, send: Send): Promise<Sent> {
    const forms: (() => Promise<readonly [Body, readonly File[]]>)[] = [
      () => this.#drawn(message),
      ...(message.pictures.length === 0 ? [] : [() => Promise.resolve([message.written(), []] as const)]),
      () => Promise.resolve([message.embed(), []] as const),
      // Once made of components, a message stays so.
      () => Promise.resolve([way === "new" ? { content: message.plain() } : asComponents(message.plain()), []] as const),
    ];
    let last: Sent = { code: "fault" };
    for (const form of forms) {
      let more = false;
      last = await this.#guarded(async () => {
        const [body, files] = await form();
        more = needsMore(body, files);
        return send(payloadOf(body, files, message, way), files);
      });
      if (last.code !== codes.invalidForm && !(more && withoutRight.has(last.code))) return last;
      this.#log.error({ code: last.code }, "Discord refused the form of an answer; it goes out in a simpler one");
    }
    return last;
  }

  async #drawn(message: Outgoing): Promise<readonly [Body, readonly File[]]> {
    if (message.pictures.length === 0 || this.#draw === undefined) return [message.body, []];
    try {
      const files: File[] = [];
      for (const { name, svg } of message.pictures)
        files.push({ name, data: Buffer.from(await this.#draw(svg)), contentType: "image/png" });
      return [message.body, files];
    } catch (fault) {
      this.#log.error(faultOf(fault), "a drawing could not be made; its text goes out");
      return [message.written(), []];
    }
  }

  async #guarded(send: () => Promise<unknown>): Promise<Sent> {
    try {
      return { code: "sent", id: text(record(await send())["id"]) };
    } catch (fault) {
      const code = codeOf(fault);
      if (code === codes.invalidForm && lacksReference(fault)) return { code: "deleted" };
      this.#log.warn({ code, ...faultOf(fault) }, "an answer could not be sent");
      return { code };
    }
  }

  #close(channel: string): void {
    this.#closed.delete(channel);
    this.#closed.set(channel, Date.now() + closedForMs);
    if (this.#closed.size > closedRemembered) this.#closed.delete(this.#closed.keys().next().value ?? "");
  }
}

/** Refusals that may be about files or embeds alone. */
const withoutRight: ReadonlySet<string> = new Set([codes.missingPermissions, codes.tooLarge, "http-413"]);

/** Whether a form needs a right of its own: to attach files, to embed. */
function needsMore(body: Body, files: readonly File[]): boolean {
  return files.length > 0 || "embeds" in body;
}

function wayOver({ older }: Ticket): Way {
  return older === true ? "over" : "edit";
}

function webhook({ application, token }: Ticket): `/${string}` {
  return `/webhooks/${application}/${token}`;
}

function payloadOf(body: Body, files: readonly File[], message: Outgoing, way: Way): Payload {
  const described = files.map(({ name }, id) => ({
    id,
    filename: name,
    description: altText(message.pictures.find((picture) => picture.name === name)?.alt ?? ""),
  }));
  // An edit keeps what it does not name: an older drawing must not stay below another answer.
  const attachments = files.length > 0 || way !== "new" ? { attachments: described } : {};
  // One of an older form becomes components only when what it held goes.
  const cleared = way === "over" && body.flags === v2 ? { content: null, embeds: null } : {};
  const flags = "content" in body ? { flags: suppressEmbeds } : {};
  return { ...cleared, ...body, ...flags, allowed_mentions: nobody, ...attachments };
}

function withFlags(payload: Payload, more: number): Payload {
  const flags = (typeof payload["flags"] === "number" ? payload["flags"] : 0) | more;
  return flags === 0 ? payload : { ...payload, flags };
}
