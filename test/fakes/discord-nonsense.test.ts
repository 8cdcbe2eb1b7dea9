/** Whatever is sent, the fake answers as Discord would: it takes it, or refuses it with a code of its own. */
import * as fc from "fast-check";
import { expect, test } from "vitest";

import { checkCommands } from "./discord/command-check.ts";
import { Form } from "./discord/form.ts";
import { checkMessage, type MessageKind } from "./discord/message-check.ts";
import { checkModal } from "./discord/modal-check.ts";
import { Refusal } from "./discord/refusal.ts";

const names = [
  "type",
  "components",
  "content",
  "embeds",
  "flags",
  "options",
  "custom_id",
  "accessory",
  "attachments",
  "name",
  "url",
];
const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(fc.string(), fc.integer({ min: -1, max: 20 }), fc.boolean(), fc.constant(null), fc.constant(1 << 15)),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6, noNullPrototype: true }),
  ),
}));
const kinds = fc.constantFrom<MessageKind>("create", "edit", "answer", "webhook");
const bodies = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6, noNullPrototype: true });

test("messages", () => {
  fc.assert(
    fc.property(kinds, bodies, (kind, body) => {
      try {
        checkMessage({ kind, body, files: [] });
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});

test("commands and modals", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 3 }), bodies, (commands, modal) => {
      checkCommands(commands, new Form());
      checkModal(modal, new Form());
    }),
  );
});
