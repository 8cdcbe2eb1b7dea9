import {
  DeleteQueryNode,
  InsertQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  UpdateQueryNode,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  type RootOperationNode,
} from "kysely";
import type Database from "libsql";

type File = InstanceType<typeof Database>;
type Statement = ReturnType<File["prepare"]>;

/** Kysely's SQLite over libsql. Whoever writes takes the whole file first: what began by reading can't write once another process has written. */
export class FileDialect implements Dialect {
  readonly #file: File;

  constructor(file: File) {
    this.#file = file;
  }

  createDriver(): Driver {
    return new FileDriver(this.#file);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(database: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(database);
  }
}

/** One connection, for one at a time. */
class FileDriver implements Driver {
  readonly #connection: FileConnection;
  #turn: Promise<void> = Promise.resolve();
  #pass: () => void = () => undefined;

  constructor(file: File) {
    this.#connection = new FileConnection(file);
  }

  async init(): Promise<void> {
    // The file is open already.
  }

  async acquireConnection(): Promise<FileConnection> {
    const turn = this.#turn;
    let pass: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (pass = resolve));
    await turn;
    this.#pass = pass;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#pass();
  }

  async beginTransaction(connection: FileConnection): Promise<void> {
    connection.begin();
  }

  async commitTransaction(connection: FileConnection): Promise<void> {
    connection.end("commit");
  }

  async rollbackTransaction(connection: FileConnection): Promise<void> {
    connection.end("rollback");
  }

  async destroy(): Promise<void> {
    this.#connection.close();
  }
}

const statementsKept = 100;

class FileConnection implements DatabaseConnection {
  readonly #file: File;
  readonly #statements = new Map<string, { readonly statement: Statement; readonly gives: boolean }>();
  #inTransaction = false;

  constructor(file: File) {
    this.#file = file;
  }

  // By exec: a prepared statement that met another process stays half done until it is collected, and no commit succeeds.
  begin(): void {
    this.#file.exec("begin immediate");
    this.#inTransaction = true;
  }

  end(how: "commit" | "rollback"): void {
    this.#file.exec(how);
    this.#inTransaction = false;
  }

  /** What is in the log moves into the file. */
  close(): void {
    this.#statements.clear();
    try {
      this.#file.exec("pragma wal_checkpoint(truncate)");
    } finally {
      this.#file.close();
    }
  }

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#inTransaction || !writes(query)) return this.#execute(sql, parameters);
    this.begin();
    try {
      const result = this.#execute<R>(sql, parameters);
      this.end("commit");
      return result;
    } catch (fault) {
      this.end("rollback");
      throw fault;
    }
  }

  #execute<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    const { statement, gives } = this.#prepared(sql);
    try {
      // Not get(): its cursor stays open, and then the log can't be emptied.
      if (gives) return { rows: statement.all([...parameters]) as R[] };
      return { rows: [], numAffectedRows: BigInt(statement.run([...parameters]).changes) };
    } catch (fault) {
      this.#statements.delete(sql);
      throw fault;
    }
  }

  #prepared(sql: string) {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#file.prepare(sql);
    const made = { statement, gives: statement.reader };
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined && this.#statements.size >= statementsKept) this.#statements.delete(oldest);
    this.#statements.set(sql, made);
    return made;
  }

  // eslint-disable-next-line require-yield -- nothing here reads by streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("not needed");
  }
}

function writes(query: RootOperationNode): boolean {
  return InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query);
}
