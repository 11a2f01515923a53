import type { z } from 'zod';
import type { ConnectorObject } from './connector.ts';

/** Keeps an object's row type for its own `key` and `pull`; a connector's list of objects then holds it as any row. */
export function defineObject<Row extends z.ZodType, Settings = unknown>(
  object: ConnectorObject<Row, Settings>,
): ConnectorObject<z.ZodType, Settings> {
  return { ...object, key: (row, settings) => object.key(row as z.output<Row>, settings) };
}
