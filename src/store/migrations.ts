import { sql, type ColumnDefinitionBuilder, type Transaction } from "kysely";

import type { Home } from "./home.ts";
import type { Tables } from "./tables.ts";

// Applied in this order, each once. What has been released is never changed: add another below.

interface Migration {
  readonly name: string;
  readonly apply: (transaction: Transaction<Tables>) => Promise<void>;
}

const migrations: readonly Migration[] = [
  { name: "1 settings of a workspace", apply: settingsOfWorkspace },
  { name: "2 settings of channels and threads", apply: settingsOfScope },
  { name: "3 what was heard", apply: heard },
  { name: "4 cards and feedback", apply: cards },
  { name: "5 cards of traces", apply: traces },
  { name: "6 cards begun", apply: begun },
];

/** Brings the tables to what this version needs; safe from several processes at once. Throws when a newer version has been here. */
export async function migrate(home: Home): Promise<void> {
  await home.transact("migrations", async (transaction) => {
    await transaction.schema
      .createTable("migrations")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("at", "bigint", (column) => column.notNull())
      .execute();
    const done = new Set((await transaction.selectFrom("migrations").select("name").execute()).map(({ name }) => name));
    const unknown = [...done].filter((name) => !migrations.some((one) => one.name === name));
    if (unknown.length > 0) throw new Error(`a newer sipsense made it (${unknown.join(", ")}): start that version`);
    for (const { name, apply } of migrations.filter((one) => !done.has(one.name))) {
      await apply(transaction);
      await transaction.insertInto("migrations").values({ name, at: Date.now() }).execute();
    }
  });
}

// Files of the first version have this table already, and know of no migrations.
async function settingsOfWorkspace({ schema }: Transaction<Tables>): Promise<void> {
  await schema
    .createTable("settings")
    .ifNotExists()
    .addColumn("workspace", "text", (column) => column.primaryKey())
    .addColumn("kept", "text", (column) => column.notNull())
    .execute();
}

// A primary key can't be changed in SQLite: the rows move to a new table.
async function settingsOfScope(transaction: Transaction<Tables>): Promise<void> {
  const { schema } = transaction;
  await schema
    .createTable("settings_of_scope")
    .addColumn("workspace", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("thread", "text", required)
    .addColumn("kept", "text", required)
    .addPrimaryKeyConstraint("settings_of_scope_key", ["workspace", "channel", "thread"])
    .execute();
  await sql`insert into settings_of_scope select workspace, '', '', kept from settings`.execute(transaction);
  await schema.dropTable("settings").execute();
  await schema.alterTable("settings_of_scope").renameTo("settings").execute();
}

async function heard({ schema }: Transaction<Tables>): Promise<void> {
  await schema
    .createTable("events")
    .addColumn("workspace", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("key", "text", required)
    .addColumn("at", "bigint", required)
    .addPrimaryKeyConstraint("events_key", ["workspace", "key"])
    .execute();
  await schema
    .createTable("messages")
    .addColumn("workspace", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("message", "text", required)
    .addColumn("thread", "text", required)
    .addColumn("at", "bigint", required)
    .addColumn("deleted", "integer", required)
    .addPrimaryKeyConstraint("messages_key", ["workspace", "channel", "message"])
    .execute();
  await schema
    .createTable("mentions")
    .addColumn("workspace", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("message", "text", required)
    .addColumn("code", "integer", required)
    .addColumn("thread", "text", required)
    .addColumn("at", "bigint", required)
    .addColumn("card", "text")
    .addPrimaryKeyConstraint("mentions_key", ["workspace", "channel", "message", "code"])
    .execute();
  await schema.createIndex("mentions_of_channel").on("mentions").columns(["workspace", "channel", "at"]).execute();
}

async function cards({ schema }: Transaction<Tables>): Promise<void> {
  let table = schema.createTable("cards").addColumn("id", "text", (column) => column.primaryKey());
  for (const name of ["workspace", "channel", "thread", "message", "form", "language", "author", "codes"]) {
    table = table.addColumn(name, "text", required);
  }
  await table
    .addColumn("count", "integer", required)
    .addColumn("since", "bigint", required)
    .addColumn("last", "bigint", required)
    .addColumn("state", "text", required)
    .addColumn("sent", "text")
    .addColumn("holder", "text", required)
    .addColumn("leased", "bigint", required)
    .execute();
  await schema.createIndex("cards_of_channel").on("cards").columns(["workspace", "channel", "since"]).execute();
  await schema.createIndex("cards_leased").on("cards").columns(["leased", "state"]).execute();
  await schema
    .createTable("feedback")
    .addColumn("card", "text", required)
    .addColumn("user", "text", required)
    .addColumn("says", "text", required)
    .addColumn("at", "bigint", required)
    .addPrimaryKeyConstraint("feedback_key", ["card", "user"])
    .execute();
}

async function traces({ schema }: Transaction<Tables>): Promise<void> {
  await schema
    .alterTable("cards")
    .addColumn("trace", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}

// Of cards that an earlier version claimed nobody can tell: they count as begun.
async function begun({ schema }: Transaction<Tables>): Promise<void> {
  await schema
    .alterTable("cards")
    .addColumn("begun", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
}

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}
