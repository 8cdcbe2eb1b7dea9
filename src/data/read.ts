import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

/** One thing wrong with one file; `path` leads to the place inside it, `rule` names what it breaks. */
export interface Problem {
  readonly file: string;
  readonly path?: readonly (string | number)[];
  /** Known only when the file could not be parsed; else it is found by the path. */
  readonly line?: number | undefined;
  readonly rule: string;
  readonly message: string;
}

/** What a rule found; the runner adds the rule's name. */
export type Finding = Omit<Problem, "rule">;

interface Opened {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The files of data/, read once; it keeps them open so that a problem can name its line. */
export class Shelf {
  readonly root: string;
  readonly problems: Problem[] = [];
  readonly #opened = new Map<string, Opened>();

  constructor(root: string) {
    this.root = root;
  }

  /** Names (without ".yaml") of a folder's files, numbers in rising order; [] when there is no such folder. */
  names(folder: string): string[] {
    try {
      return readdirSync(join(this.root, folder))
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => name.slice(0, -".yaml".length))
        .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
    } catch {
      return [];
    }
  }

  /** One file in the given shape, or undefined with the problems noted. */
  read<T>(file: string, shape: z.ZodType<T>): T | undefined {
    let source: string;
    try {
      source = readFileSync(join(this.root, file), "utf8");
    } catch {
      this.problems.push({ file, rule: "file-present", message: "the file is missing" });
      return undefined;
    }
    const lines = new LineCounter();
    const document = parseDocument(source, { lineCounter: lines });
    this.#opened.set(file, { document, lines });
    for (const error of document.errors) {
      this.problems.push({
        file,
        line: error.linePos?.[0].line,
        rule: "yaml",
        message: error.message.split(" at line")[0] ?? error.message,
      });
    }
    if (document.errors.length > 0) return undefined;
    const result = shape.safeParse(document.toJS());
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      this.problems.push({ file, path: issue.path as (string | number)[], rule: "shape", message: issue.message });
    }
    return undefined;
  }

  /** "responses/486.yaml:12 sources-present: …", the line found by walking the problem's path as far as it goes. */
  describe(problem: Problem): string {
    const line = this.#line(problem);
    return `${problem.file}${line ? `:${line}` : ""} ${problem.rule}: ${problem.path?.length ? `${problem.path.join(".")}: ` : ""}${problem.message}`;
  }

  #line({ file, path = [], line }: Problem): number | undefined {
    if (line !== undefined) return line;
    const opened = this.#opened.get(file);
    if (!opened) return undefined;
    for (let depth = path.length; depth >= 0; depth--) {
      const node = opened.document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return opened.lines.linePos(node.range[0]).line;
    }
    return undefined;
  }
}
