import { Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import { compileMapping } from '#server/mapping/compile-mapping.ts';
import { readMapping } from '#server/mapping/read-mapping.ts';
import { sourceFieldsOf } from '#server/mapping/source-fields.ts';
import { targetFieldsOf } from '#server/mapping/target-fields.ts';
import { validateMapping } from '#server/mapping/validate-mapping.ts';
import { modelSchema } from '#server/models/model-schema.ts';
import { type ModelName, modelNames, models } from './kit/index.ts';
import { loadRegistry } from './registry.ts';

const registry = await loadRegistry('connectors');
const given = registry.list().flatMap(({ slug, connector }) =>
  Object.entries(connector.models ?? {}).map(([name, model]) => ({
    slug,
    connector,
    name: modelNames.find((one) => one === name) ?? 'contact',
    model,
    object: connector.objects[model.object],
  })),
);

const validators = new Map(modelNames.map((name) => [name, new Validator(modelSchema(name), '2020-12', false)]));
const fieldsOf = (name: ModelName) => targetFieldsOf(modelSchema(name));

test.each(given)('$slug: $name', ({ name, model, object }) => {
  if (!object) throw new Error(`There is no object ${model.object}.`);
  const { mapping, sample } = model;
  expect(readMapping(mapping)).toEqual({ mapping });

  const { fields, isOpen } = sourceFieldsOf(object);
  const problems = validateMapping(mapping, { source: fields, sourceIsOpen: isOpen, target: fieldsOf(name) });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);

  // As the engine does it: what the object's own schema leaves of a row is mapped.
  const row = object.row.parse(sample);
  const mapped = compileMapping(mapping, fieldsOf(name))(row);
  if (!('record' in mapped)) throw new Error(JSON.stringify(mapped));
  expect(validators.get(name)?.validate(JSON.parse(JSON.stringify(mapped.record)))).toEqual({
    valid: true,
    errors: [],
  });
  expect(mapped.record.id).toBe(object.key(row, {} as never));
  // A sample that shows next to nothing would prove as much.
  expect(Object.keys(mapped.record).length).toBeGreaterThanOrEqual(Math.min(4, mapping.fields.length));
  // The account's own fields come along wherever the mapping says so.
  const keepsOthers = mapping.rest !== undefined || mapping.fields.some(({ target }) => target === 'custom');
  if (keepsOthers) expect(Object.keys(Object(mapped.record.custom))).not.toEqual([]);
  expect(models[name].schema.safeParse(mapped.record).error).toBeUndefined();
});

const written = given.flatMap((one) => (one.model.write ? [{ ...one, write: one.model.write }] : []));

test.each(written)('$slug takes $name back', ({ name, model, object, write }) => {
  expect(object?.upsert, 'An object that can be written').toBeDefined();
  expect(readMapping(write)).toEqual({ mapping: write });
  // Every path of it is one of the model, or inside of one.
  const { fields } = sourceFieldsOf({ row: models[name].schema });
  expect(validateMapping(write, { source: fields, sourceIsOpen: false, target: [] })).toEqual([]);
  // What was read is fit to be written.
  const row = object?.row.parse(model.sample);
  const read = compileMapping(model.mapping, fieldsOf(name))(row);
  const back = compileMapping(write)('record' in read ? read.record : {});
  if (!('record' in back)) throw new Error(JSON.stringify(back));
  expect(Object.keys(back.record)).not.toEqual([]);
});
