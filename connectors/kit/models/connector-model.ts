import type { Mapping } from '../mapping.ts';

/** How an object of an app becomes a model, and perhaps back. */
export interface ConnectorModel {
  /** A key of the connector's `objects`. */
  object: string;
  /** Of a row of the object; see `mapTo`. */
  mapping: Mapping;
  /** Of a record of the model to what the object's `upsert` takes; see `mapFrom`. */
  write?: Mapping;
  /** A row as the app sends it, with what the mapping looks at: it is shown, and the tests map it. */
  sample: unknown;
}
