/** A small language for shapes that speaks Discord's own words: 50035 and a tree of errors. */
import { isJson, type Json, lengthOf } from "./json.ts";
import { Refusal } from "./refusal.ts";

export type Path = readonly (string | number)[];

/** What the checks found on their way through one payload. */
export class Form {
  readonly errors: Json = {};
  /** Fields that Discord does not know: it ignores them, we note them. */
  readonly unknown: string[] = [];
  failed = false;
  /** Of all components of the payload. */
  readonly customIds = new Set<string>();
  readonly componentIds = new Set<number>();
  components = 0;
  textLength = 0;
  /** Names behind attachment:// and where. */
  readonly attachments: { name: string; at: Path; inEmbed: boolean }[] = [];

  note(at: Path, code: string, message: string): void {
    this.failed = true;
    let node = this.errors;
    for (const step of at) {
      const next = node[step];
      if (isJson(next)) node = next;
      else node = node[step] = {};
    }
    const before = node["_errors"];
    if (Array.isArray(before)) before.push({ code, message });
    else node["_errors"] = [{ code, message }];
  }

  /** Throws 50035 when anything was found. */
  settle(): void {
    if (this.failed) throw new Refusal(400, 50_035, "Invalid Form Body", { errors: this.errors });
  }
}

export type Check = (value: unknown, at: Path, form: Form) => void;

export const anything: Check = () => undefined;

/** 50035 about one field. */
export function badField(at: Path, code: string, message: string): Refusal {
  const form = new Form();
  form.note(at, code, message);
  return new Refusal(400, 50_035, "Invalid Form Body", { errors: form.errors });
}

function badLength(form: Form, at: Path, length: number, min: number, max: number): void {
  if (length === 0 && min === 1) form.note(at, "BASE_TYPE_REQUIRED", "This field is required");
  else if (length >= min && length <= max) return;
  else if (min === 0) form.note(at, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
  else form.note(at, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
}

export function string(max: number, min = 0, pattern?: RegExp): Check {
  return (value, at, form) => {
    if (typeof value !== "string") {
      form.note(at, "STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`);
      return;
    }
    badLength(form, at, lengthOf(value), min, max);
    if (pattern && value !== "" && !pattern.test(value)) {
      form.note(at, "STRING_TYPE_REGEX", "String value did not match validation regex.");
    }
  };
}

export const snowflakeField: Check = (value, at, form) => {
  if (!/^\d{1,20}$/u.test(String(value))) {
    form.note(at, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not snowflake.`);
  }
};

export const flag: Check = (value, at, form) => {
  if (typeof value !== "boolean") form.note(at, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
};

export function integer(min: number, max: number): Check {
  return (value, at, form) => {
    if (typeof value !== "number" || !Number.isInteger(value)) {
      form.note(at, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`);
    } else if (value < min) form.note(at, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${min}.`);
    else if (value > max) form.note(at, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${max}.`);
  };
}

export function oneOf(...values: readonly (string | number)[]): Check {
  return (value, at, form) => {
    if (values.some((one) => one === value)) return;
    form.note(at, "BASE_TYPE_CHOICES", `Value must be one of {${values.join(", ")}}.`);
  };
}

export function list(item: Check, max: number, min = 0): Check {
  return (value, at, form) => {
    if (!Array.isArray(value)) {
      form.note(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      return;
    }
    badLength(form, at, value.length, min, max);
    value.forEach((one: unknown, index) => item(one, [...at, index], form));
  };
}

/** null is as good as nothing. */
export function nullable(check: Check): Check {
  return (value, at, form) => {
    if (value !== null) check(value, at, form);
  };
}

/** Fields whose names end in "!" must be there. */
export function shape(fields: Readonly<Record<string, Check>>, ...more: readonly Check[]): Check {
  const checks = Object.entries(fields).map(([name, check]) => [name.replace(/!$/u, ""), name.endsWith("!"), check] as const);
  const names = new Set(checks.map(([name]) => name));
  return (value, at, form) => {
    if (!isJson(value)) {
      form.note(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
      return;
    }
    for (const [name, required, check] of checks) {
      const field = value[name];
      if (field !== undefined) check(field, [...at, name], form);
      else if (required) form.note([...at, name], "BASE_TYPE_REQUIRED", "This field is required");
    }
    for (const name of Object.keys(value)) if (!names.has(name)) form.unknown.push([...at, name].join("."));
    for (const check of more) check(value, at, form);
  };
}

/** Chooses by the number in `type`. */
export function byType(kinds: Readonly<Record<number, Check>>): Check {
  return (value, at, form) => {
    if (!isJson(value)) {
      form.note(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
      return;
    }
    const type = value["type"];
    const check = typeof type === "number" ? kinds[type] : undefined;
    if (check) check(value, at, form);
    else {
      const choices = Object.keys(kinds).join(", ");
      const listed = choices.includes(",") ? choices : `${choices},`;
      form.note([...at, "type"], "UNION_TYPE_CHOICES", `Value of field "type" must be one of (${listed}).`);
    }
  };
}

const schemes = new Set(["http:", "https:"]);

/** http and https; attachment:// too where a file of the message may stand. */
export function url(max: number, where: { attachments?: "embed" | "component"; onlyAttachment?: boolean } = {}): Check {
  const length = string(max, 1);
  return (value, at, form) => {
    length(value, at, form);
    if (typeof value !== "string" || value === "") return;
    const name = /^attachment:\/\/(.+)$/u.exec(value)?.[1];
    if (name !== undefined && where.attachments) {
      form.attachments.push({ name, at, inEmbed: where.attachments === "embed" });
      return;
    }
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (where.onlyAttachment) {
      form.note(at, "UNFURLED_MEDIA_ITEM_ONLY_ATTACHMENT", "Only attachment:// references may be used here.");
    } else if (!parsed) form.note(at, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
    else if (!schemes.has(parsed.protocol)) {
      const words = `Scheme "${parsed.protocol.slice(0, -1)}" is not supported. Scheme must be one of ('http', 'https').`;
      form.note(at, "URL_TYPE_INVALID_SCHEME", words);
    }
  };
}
