import { type StoreAreas, StoreError, type StoreErrorCode } from "../store.ts";
import type { ConnectionSettings } from "./connection.ts";

// What goes between the event loop and the threads of the store.

/** A method of the port, and what it is called with. */
export interface Call {
  readonly area: keyof StoreAreas;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What a thread is told to do; several writes are one transaction. */
export type Order =
  | { readonly type: "open"; readonly settings: ConnectionSettings }
  | { readonly type: "read"; readonly call: Call }
  | { readonly type: "write"; readonly calls: readonly Call[] }
  | { readonly type: "copy"; readonly file: string }
  | { readonly type: "close" };

/** An order, numbered so that its answer is known. */
export interface Letter {
  readonly number: number;
  readonly order: Order;
}

/** An error as it crosses: without a code it is a mistake of ours. */
export interface WireError {
  readonly code: StoreErrorCode | undefined;
  readonly message: string;
}

/** How something ended. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError };

/** The answer to a letter. */
export interface Answer {
  readonly number: number;
  readonly outcome: Outcome;
}

/** An error on its way out. */
export function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof StoreError ? error.code : undefined, message };
}

/** An error that arrived. */
export function errorFrom({ code, message }: WireError): Error {
  return code === undefined ? new Error(`in the store's thread: ${message}`) : new StoreError(code, message);
}
