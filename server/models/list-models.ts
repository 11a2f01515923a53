import { z } from 'zod';
import { type ModelName, modelNames, models } from '#connectors/kit/index.ts';
import type { LoadedConnector, Registry } from '#connectors/registry.ts';
import { explainMapping } from '#server/mapping/explain-mapping.ts';
import { modelSchema } from './model-schema.ts';

const giverSchema = z.object({
  connector: z.string().meta({ example: 'acme-crm' }),
  name: z.string().meta({ description: 'For people.', example: 'Acme CRM' }),
  object: z.string().meta({ description: 'The object of the app that becomes the model.', example: 'contact' }),
  fields: z.array(z.string()).meta({ description: 'Which fields this app has something for.' }),
  writes: z.boolean().meta({ description: 'Whether records of the model can be written back to it.' }),
});

const modelShape = {
  name: z.enum(modelNames),
  category: z.enum(['crm', 'ticketing', 'accounting', 'files']),
  label: z.string().meta({ description: 'In the plural, for people.', example: 'contacts' }),
  description: z.string(),
  schema: z.record(z.string(), z.unknown()).meta({ description: 'Of a record’s `data`, as JSON Schema (2020-12).' }),
};

export const modelView = z.object({ ...modelShape, connectors: z.array(giverSchema) }).meta({ id: 'Model' });

const sentence = z.object({ field: z.string(), sentence: z.string() });

export const modelDetail = z
  .object({
    ...modelShape,
    connectors: z.array(
      giverSchema.extend({
        how: z.array(sentence).meta({ description: 'What becomes of the app’s row, one sentence for each field.' }),
      }),
    ),
  })
  .meta({ id: 'ModelDetail' });

/** What a connector fills of a model, `custom` with it. */
export function filledBy({ connector }: Pick<LoadedConnector, 'connector'>, name: ModelName): string[] {
  const mapping = connector.models?.[name]?.mapping;
  return mapping ? [...mapping.fields.map(({ target }) => target), ...(mapping.rest ? [mapping.rest.to] : [])] : [];
}

function giversOf(registry: Registry, name: ModelName) {
  const folders = registry.listed().filter(({ kind }) => kind === 'folder');
  return folders.flatMap(({ slug }) => {
    const loaded = registry.get(slug);
    const model = loaded?.connector.models?.[name];
    if (!loaded || !model) return [];
    const giver = {
      connector: slug,
      name: loaded.connector.name,
      object: model.object,
      writes: model.write !== undefined,
    };
    return [{ ...giver, fields: filledBy(loaded, name), how: explainMapping(model.mapping) }];
  });
}

/** One of the models that apps share, and who gives it, in the order of their slugs. */
export function modelOf(registry: Registry, name: ModelName): z.input<typeof modelDetail> {
  const { category, label, description } = models[name];
  return { name, category, label, description, schema: modelSchema(name), connectors: giversOf(registry, name) };
}
