import type { Card } from "../src/bot/store.ts";
import type { CardForm, Posted, Stage } from "../src/bot/watch/stage.ts";
import { lineText, type Reply } from "../src/reply/document.ts";

export interface Paper {
  readonly card: string;
  /** "#incident" or "#incident/thread". */
  readonly where: string;
  readonly message: string;
  readonly form: CardForm;
  says: string[];
  buttons: string[];
  removed: boolean;
  updates: number;
}

/** A platform made of paper: what is posted lies there to be read. It takes what it is given, a card twice too, so that a test can see it. */
export class PaperStage implements Stage {
  readonly papers: Paper[] = [];
  /** What post answers instead of posting, as long as it is set. */
  refuse: Extract<Posted, { refused: unknown }> | undefined;
  /** Posts, and then dies before it can say so. */
  dieAfterPosting = false;
  blind = false;

  get standing(): Paper[] {
    return this.papers.filter((paper) => !paper.removed);
  }

  post(card: Card, form: CardForm, reply: Reply): Promise<Posted> {
    if (this.refuse !== undefined) return Promise.resolve(this.refuse);
    const { channel, thread } = card.place;
    this.papers.push({
      card: card.id,
      where: thread === undefined ? channel : `${channel}/${thread}`,
      message: card.message,
      form,
      removed: false,
      updates: 0,
      ...written(reply),
    });
    if (this.dieAfterPosting) return new Promise(() => undefined);
    return Promise.resolve({ sent: `paper ${this.papers.length - 1}` });
  }

  update(card: Card, _form: CardForm, reply: Reply): Promise<Posted> {
    const paper = this.#of(card);
    if (paper === undefined) return Promise.resolve({ refused: "never", why: "gone" });
    Object.assign(paper, written(reply));
    paper.updates += 1;
    return Promise.resolve({ sent: card.sent ?? "" });
  }

  remove(card: Card): Promise<void> {
    const paper = this.#of(card);
    if (paper !== undefined) paper.removed = true;
    return Promise.resolve();
  }

  find(card: Card): Promise<{ sent: string | undefined } | "unknown"> {
    if (this.blind) return Promise.resolve("unknown");
    const at = this.papers.findIndex((paper) => paper.card === card.id && !paper.removed);
    return Promise.resolve({ sent: at === -1 ? undefined : `paper ${at}` });
  }

  #of({ sent = "" }: Card): Paper | undefined {
    return this.papers[Number(sent.replace("paper ", ""))];
  }
}

function written(reply: Reply): Pick<Paper, "says" | "buttons"> {
  return {
    says: reply.short.map(lineText),
    buttons: reply.body.flatMap((block) => (block.kind === "choices" ? block.choices.map(({ command }) => command) : [])),
  };
}
