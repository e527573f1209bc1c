import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Db, Tables } from "../sql/tables.ts";
import type { Connection } from "./connection.ts";

/** Kysely on one connection. Whoever uses it does one thing at a time: there is no second to wait for. */
export function kyselyOn(connection: Connection): Db {
  return new Kysely<Tables>({ dialect: dialectOf(connection) });
}

function dialectOf(connection: Connection): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new OneConnection(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class Adapter extends SqliteAdapter {
  // A migration that fails half way leaves nothing behind.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class OneConnection implements Driver, DatabaseConnection {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this;
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(): Promise<void> {
    this.#connection.run("BEGIN IMMEDIATE");
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run("COMMIT");
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#connection.run<Row>(sql, parameters);
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("rows come in pages here");
  }

  async destroy(): Promise<void> {
    this.#connection.close();
  }
}
