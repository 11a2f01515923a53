import type { ConnectorContext } from '../../kit/index.ts';
import { create, put } from '../record.ts';
import { given } from './fields.ts';

/** With an external ID the record is found or made; without one it is made, and made again where the answer got lost. */
export function save(
  context: ConnectorContext,
  type: string,
  record: Record<string, unknown>,
  externalId: string | undefined,
): Promise<{ id: string }> {
  const json = given(record);
  return externalId === undefined ? create(context, type, json) : put(context, type, externalId, json);
}
