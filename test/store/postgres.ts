import { randomBytes } from "node:crypto";

import { Client } from "pg";
import { inject } from "vitest";

/** The address of a new, empty database. */
export async function newDatabase(): Promise<string> {
  const response = await fetch(inject("postgres"));
  const url = await response.text();
  if (!response.ok) throw new Error(url);
  const name = `test_${randomBytes(6).toString("hex")}`;
  await query(url, `create database ${name}`);
  return url.replace(/[^/]+$/u, name);
}

/** Rows of one query, asked past the store. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
