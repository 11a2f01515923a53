import type { z } from 'zod';
import type { ErrorClass } from './app-call-error.ts';
import type { ConnectorContext } from './connector.ts';
import type { Json } from './json.ts';

/** One page of an object. */
export interface Page {
  /**
   * Rows exactly as the app sent them, or copies; never the app's own with something changed in them. Each is parsed by the
   * object's `row` on its own, so one bad row fails alone, and one that is as it was the last time is not parsed at all.
   */
  rows: unknown[];
  /** Keys that the app says are deleted. */
  deleted?: string[];
  /** Rows that the app says have another key now: merged into another, moved. They keep their history. */
  renamed?: { from: string; to: string }[];
  /** Where the next page begins; null after the last one. */
  next: Json;
  /** How many rows the whole pass will bring, where the app tells. */
  total?: number;
  /** From where the next incremental pass begins, if this one completes. Saved with the last page. */
  watermark?: Json;
}

export interface PullRequest {
  /** `full`: every row. `incremental`: what changed since `watermark`. */
  mode: 'full' | 'incremental';
  /** The `next` of the page before; null at the first page of a pass. */
  cursor: Json;
  /** The last completed pass's watermark; null in a full pass. */
  watermark: Json;
  /** Leave out what has not changed since this ISO time: the customer asked for no more than that. Absent: everything. */
  from?: string;
  /** Ask for no more rows than this at once: a page of the usual size could not be read. */
  limit?: number;
}

/** A field of an object as this account has it, custom fields too. */
export interface ObjectField {
  /** Path in the row: `properties.industry`. */
  name: string;
  label: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'choice' | 'choices' | 'reference' | 'list' | 'object';
  required?: boolean;
  /** Can't be written. */
  readOnly?: boolean;
  /** Made by the account, not by the app's maker. */
  custom?: boolean;
  choices?: { value: string; label: string }[];
  /** The object that it points to. */
  references?: string;
}

/** One record that is to be written. */
export interface WriteItem {
  /** The row's key at the app, where it is known; else the app finds or makes the row by `data`. */
  key?: string;
  /** In the row's shape, as far as the app takes it. */
  data: Record<string, unknown>;
}

/** What became of one item. */
export type WriteResult =
  | { key: string; action: 'created' | 'updated' | 'unchanged' }
  | { error: { class: ErrorClass; code?: string; message: string; field?: string } };

/** Writes records to the app. Repeating it leaves one row, not two. */
export interface Upsert<Settings = unknown> {
  /** How many items one call takes. */
  batch: number;
  /** What the app matches by where there is no key: paths in the row, such as `properties.email`. Empty: it makes a row for each item without a key. */
  matchBy: string[];
  /** `key`: the app takes `idempotencyKey` and makes what has neither key nor match once. Without it, nobody knows what came of such an item when its answer is lost. */
  repeat?: 'key';
  /** What an item does not say stays as it is, so that only what changed is sent. Without it, an item is all that is known of its row. */
  partial?: true;
  /** Paths in the row that the app sets by itself with each write: `updated_at`. They are never sent, and a change of these alone after a write is not news. */
  touches?: string[];
  /** One result for each item, in the same order. */
  write: (
    context: ConnectorContext<Settings>,
    items: WriteItem[],
    once: { idempotencyKey: string },
  ) => Promise<WriteResult[]>;
  /** Two items, for the contract run and the documentation. */
  example: WriteItem[];
}

/** One kind of thing in the app that can be synced. */
export interface ConnectorObject<Row extends z.ZodType = z.ZodType, Settings = unknown> {
  /** In the plural, for people: "contacts". */
  label: string;
  row: Row;
  /** The row's unique and stable key. */
  key: (row: z.output<Row>, settings: Settings) => string;
  /** Whether `pull` understands `incremental`. */
  incremental: boolean;
  /** Whether an incremental pass reports deletions; where not, a full pass finds them by what is missing. */
  reportsDeletes: boolean;
  pull: (context: ConnectorContext<Settings>, request: PullRequest) => Promise<Page>;
  /** Scopes that it needs beyond the connector's least. */
  scopes?: string[];
  /** The fields of this account, custom ones too. Without it they are read from `row`. */
  describe?: (context: ConnectorContext<Settings>) => Promise<ObjectField[]>;
  /** One row by its key, as `pull` would bring it; null where it is gone. For hooks that tell ids only. */
  get?: (context: ConnectorContext<Settings>, key: string) => Promise<unknown>;
  upsert?: Upsert<Settings>;
}

/** Keeps an object's row type for its own `key` and `pull`; a connector's list of objects then holds it as any row. */
export function defineObject<Row extends z.ZodType, Settings = unknown>(
  object: ConnectorObject<Row, Settings>,
): ConnectorObject<z.ZodType, Settings> {
  return { ...object, key: (row, settings) => object.key(row as z.output<Row>, settings) };
}
