import { customId, selects } from "./component-check.ts";
import { anything, byType, flag, type Form, integer, list, nullable, oneOf, shape, string } from "./form.ts";

const input = {
  type: anything,
  id: integer(0, 2 ** 31 - 1),
  "custom_id!": customId,
  "style!": oneOf(1, 2),
  min_length: integer(0, 4000),
  max_length: integer(1, 4000),
  required: flag,
  value: nullable(string(4000)),
  placeholder: nullable(string(100)),
};
const inRow = byType({ 4: shape({ ...input, "label!": string(45, 1) }) });
const upload = shape({
  type: anything,
  id: integer(0, 2 ** 31 - 1),
  "custom_id!": customId,
  min_values: integer(0, 10),
  max_values: integer(1, 10),
  required: flag,
});
const labelled = shape({
  type: anything,
  id: integer(0, 2 ** 31 - 1),
  "label!": string(45, 1),
  description: nullable(string(100)),
  "component!": byType({ ...selects, 4: shape({ ...input, label: nullable(string(45)) }), 19: upload }),
});
const modal = shape({
  "title!": string(45, 1),
  "custom_id!": string(100, 1),
  "components!": list(
    byType({
      1: shape({ type: anything, id: integer(0, 2 ** 31 - 1), "components!": list(inRow, 1, 1) }),
      10: shape({ type: anything, id: integer(0, 2 ** 31 - 1), "content!": string(4000, 1) }),
      18: labelled,
    }),
    5,
    1,
  ),
});

export function checkModal(data: unknown, form: Form): void {
  modal(data, ["data"], form);
}
