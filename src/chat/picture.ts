import type { Block, Reply } from "../reply/document.ts";

type Drawing = Extract<Block, { kind: "drawing" }>;

/** What a reply shows as a picture where everybody sees it: the ladder of a diagnosis, the timeline of a recap. */
export function pictureIn({ body }: Reply): Drawing | undefined {
  const drawings = body.flatMap((block) => (block.kind === "drawing" && block.picture !== undefined ? [block] : []));
  return (
    drawings.find(({ picture }) => picture?.name === "ladder") ?? drawings.find(({ picture }) => picture?.name === "timeline")
  );
}
