import type { ConnectorModel, ConnectorObject, ModelName } from '#connectors/kit/index.ts';
import { compileMapping } from '#server/mapping/compile-mapping.ts';
import { targetFieldsOf } from '#server/mapping/target-fields.ts';
import { modelSchema } from './model-schema.ts';

/** What the engine makes of a model's sample row: the row as the object's schema leaves it, mapped. Undefined where that fails. */
export function sampleRecord(
  name: ModelName,
  { mapping, sample }: ConnectorModel,
  object: Pick<ConnectorObject, 'row'>,
): Record<string, unknown> | undefined {
  const row = object.row.safeParse(sample);
  if (!row.success) return undefined;
  const mapped = compileMapping(mapping, targetFieldsOf(modelSchema(name)))(row.data, undefined, sample);
  return 'record' in mapped ? mapped.record : undefined;
}
