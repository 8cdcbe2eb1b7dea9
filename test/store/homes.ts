import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CardForm } from "../../src/bot/settings.ts";
import type { HearingRules, Mentions, Place } from "../../src/bot/store.ts";
import type { HomeAddress } from "../../src/store/open.ts";
import { newDatabase } from "./postgres.ts";

/** Where a store under test lives. */
export interface TestHome {
  readonly name: string;
  /** The address of a new, empty home; and how it goes. */
  make(): Promise<{ readonly address: HomeAddress; readonly remove: () => void }>;
}

export const embedded: TestHome = {
  name: "SQLite",
  make: () => {
    const dataFolder = mkdtempSync(join(tmpdir(), "sipsense-store-"));
    return Promise.resolve({
      address: { dataFolder },
      remove: () => rmSync(dataFolder, { recursive: true, force: true }),
    });
  },
};

export const postgres: TestHome = {
  name: "PostgreSQL",
  make: async () => ({ address: { databaseUrl: await newDatabase() }, remove: () => undefined }),
};

let workspaces = 0;

/** A place nobody else uses. */
export function newPlace(): Place & { readonly thread: undefined } {
  workspaces += 1;
  return { workspace: `slack:T${process.pid}X${workspaces}`, channel: "C1", thread: undefined };
}

const form: CardForm = "thread";

/** Mentions in a message, by default all to be explained. */
export function saying(place: Place, message: string, codes: readonly number[], more: Partial<Mentions> = {}): Mentions {
  return {
    place,
    message,
    at: 1000,
    edited: false,
    codes,
    explain: codes,
    trace: false,
    form,
    language: "en",
    author: "U1",
    ...more,
  };
}

export const rules: HearingRules = { now: 1000, leaseMs: 500, holder: "this process", quietMs: 1000, burstMs: 0 };
