import { z } from 'zod';
import type { Connector, ObjectField } from '#connectors/kit/index.ts';
import { fieldsOf } from '#connectors/kit/index.ts';

export interface SourceFields {
  fields: ObjectField[];
  /** Whether an account may have fields beside these. */
  isOpen: boolean;
}

/** The fields of an app's object that every account has. Those of one account only the app itself can tell. */
export function sourceFieldsOf(
  object: Pick<Connector['objects'][string], 'row' | 'describe' | 'upsert'>,
): SourceFields {
  const schema = z.toJSONSchema(object.row, { io: 'input', unrepresentable: 'any' });
  const isOpen = object.describe !== undefined || mentionsOthers(schema);
  return { fields: fieldsOf(object.row), isOpen };
}

/** Whether some object of a schema takes keys that it does not name. */
function mentionsOthers(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if ('additionalProperties' in schema && schema.additionalProperties !== false) return true;
  return Object.values(schema).some(mentionsOthers);
}
