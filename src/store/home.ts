import { setTimeout as pause } from "node:timers/promises";

import type { Kysely, SelectQueryBuilder, Transaction } from "kysely";

import type { Tables } from "./tables.ts";

/** Where the memory lives: what the queries need to know of a database. */
export interface Home {
  /** Runs single queries; again where another was in the way. */
  run<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** The same, and what is written survives a power cut too. */
  runDurably<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** One transaction, again where another was in the way. Those of the same name run one after the other, in all processes. */
  transact<T>(name: string, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** The rows read can't change until the transaction ends. */
  held<T extends keyof Tables, O>(query: SelectQueryBuilder<Tables, T, O>): SelectQueryBuilder<Tables, T, O>;
  /** What was deleted leaves the disk as well. */
  scrub(): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 5000;
const pauseMs = 10;

/** Does it again while it fails by a fault that passes, for some seconds. */
export async function patiently<T>(passes: (fault: unknown) => boolean, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (let longest = pauseMs; ; longest = Math.min(longest * 2, pauseMs * 16)) {
    try {
      return await work();
    } catch (fault) {
      if (!passes(fault) || Date.now() > until) throw fault;
      await pause(longest * (0.5 + Math.random() / 2));
    }
  }
}
