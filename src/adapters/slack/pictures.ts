import { pictureIn } from "../../chat/picture.ts";
import type { Block, Reply } from "../../reply/document.ts";
import { noticeBlocks } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { Post } from "./respond.ts";

/**
 * Puts a reply's picture below it: Slack has no picture for one pair of eyes only. Where it can't be had, a ladder comes as
 * text, with a word why; a timeline stands in the reply as text already.
 */
export async function showPicture(parts: Parts, to: Post, reply: Reply): Promise<void> {
  const drawing = pictureIn(reply);
  if (drawing?.picture === undefined) return;
  const { name, svg } = drawing.picture;
  const may = parts.scopes.has("files:write");
  if (may) {
    try {
      const bytes = await parts.tracer.draw(svg);
      await parts.uploads.share(to, { name: `${name}.png`, bytes, title: reply.title, alt: drawing.alt });
      return;
    } catch {
      // The text says the same.
    }
  }
  if (name !== "ladder") return;
  const words = parts.desk.bot.words(reply.language);
  const why: Block[] = may ? [] : [{ kind: "text", text: words.line("slack.scope.files:write"), quiet: true }];
  await parts.responder.post(to, noticeBlocks([drawing, ...why], words.language));
}
