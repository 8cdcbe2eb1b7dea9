import type { FC } from "hono/jsx";

import type { Words } from "../../reply/words.ts";

/** The command of a choice that shows the same trace otherwise: buttons of the form below answer it. */
export const againCommand = "trace-again";

/** The name and value that a button of the form "again" sends for a choice; undefined for an ordinary question. */
export function pressOf(command: string): { readonly name: string; readonly value: string } | undefined {
  const [first, rest = ""] = command.split(" ");
  if (first !== againCommand) return undefined;
  return rest === "report" ? { name: "wants", value: "report" } : { name: "call", value: rest };
}

/** Where a trace is pasted or dropped: a plain form, which the script lets take a file from anywhere on the page. */
export const TraceForm: FC<{ words: Words; maxMb: number }> = ({ words, maxMb }) => (
  <section class="trace" aria-labelledby="trace">
    <h2 class="label" id="trace">
      {words.say("web.trace")}
    </h2>
    <form class="drop" action="/trace" method="post" enctype="multipart/form-data" data-drop>
      <label for="trace-text">{words.say("web.trace-paste")}</label>
      <textarea
        id="trace-text"
        name="text"
        rows={4}
        spellcheck={false}
        autocomplete="off"
        placeholder={"INVITE sip:… SIP/2.0\nVia: …"}
      ></textarea>
      <div class="drop-row">
        <label for="trace-file">{words.say("web.trace-file")}</label>
        <input id="trace-file" name="file" type="file" aria-describedby="trace-hint" />
        <button type="submit">{words.say("web.trace-submit")}</button>
      </div>
      <p class="hint" id="trace-hint">
        {words.say("web.trace-hint", { limit: maxMb })}
      </p>
      <input type="hidden" name="language" value={words.language} />
    </form>
  </section>
);

/** The form that a choice's button sends: with the trace itself, or asking for the file once more. */
export const AgainForm: FC<{ words: Words; carried: string | undefined }> = ({ words, carried }) => (
  <form id="again" class="again" action="/trace" method="post" enctype="multipart/form-data">
    <input type="hidden" name="language" value={words.language} />
    {carried === undefined ? (
      <p class="drop-row">
        <label for="again-file">{words.say("web.trace-again")}</label>
        <input id="again-file" name="file" type="file" required />
      </p>
    ) : (
      <input type="hidden" name="carried" value={carried} />
    )}
  </form>
);
