import { type Connector, type ModelName, modelNames, models } from '#connectors/kit/index.ts';
import { explainMapping } from '#server/mapping/explain-mapping.ts';
import { sampleRecord } from '#server/models/sample-record.ts';

/** A model that apps share, as this app gives it. */
export interface ModelPart {
  name: ModelName;
  label: string;
  /** For people: the app's own word for what becomes of it. */
  object: string;
  writes: boolean;
  /** Fields of the model that this app has nothing for. */
  missing: string[];
  how: { field: string; sentence: string }[];
  /** A record as it arrives, as JSON. */
  sample: string;
}

const always = new Set(['raw', 'custom']);

export function modelParts({ models: given = {}, objects }: Pick<Connector, 'models' | 'objects'>): ModelPart[] {
  return modelNames.flatMap((name) => {
    const model = given[name];
    const object = model && objects[model.object];
    if (!model || !object) return [];
    const filled = new Set(model.mapping.fields.map(({ target }) => target));
    const { label, schema } = models[name];
    return [
      {
        ...{ name, label, object: object.label, writes: model.write !== undefined },
        missing: Object.keys(schema.shape).filter((field) => !filled.has(field) && !always.has(field)),
        how: explainMapping(model.mapping),
        sample: JSON.stringify(sampleRecord(name, model, object) ?? {}, null, 2),
      },
    ];
  });
}
