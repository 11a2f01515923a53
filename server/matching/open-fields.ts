import { z } from 'zod';
import type { JsonSchema } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import type { Matching, OwnSync } from '#server/integrations/definition.ts';
import { modelProblems } from '#server/integrations/model-problems.ts';
import { type TargetField, targetFieldsOf } from '#server/mapping/target-fields.ts';

const mostHostFields = 200;
const ownName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const types = ['text', 'number', 'integer', 'boolean', 'date', 'datetime', 'choice', 'list'] as const;

const hostField = z.strictObject({
  name: z.string().regex(ownName, 'expected a name of letters, digits and _, such as shoe_size'),
  label: z.string().min(1).max(100).optional(),
  type: z.enum(types).optional(),
  required: z.boolean().optional(),
  choices: z.array(z.string().min(1).max(200)).min(1).max(500).optional(),
  description: z.string().max(500).optional(),
});
const hostFields = z.array(hostField).max(mostHostFields);

/** What a customer may match of one sync. */
export interface OpenFields {
  targets: TargetField[];
  /** The whole model, with the fields that the page has handed over. */
  model: JsonSchema | null;
  canCreate: boolean;
  isOpen: (target: string) => boolean;
}

interface Opened {
  sync: OwnSync;
  matching: Matching;
  /** The model that the mapping at hand was made for, with what a page handed over then. */
  known: JsonSchema | null | undefined;
}

type Model = { [key: string]: unknown };
const isModel = (value: unknown): value is Model =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is open of a sync, with the fields that the page of the host hands over (a list of fields, or a JSON Schema). */
export function openFields({ sync, matching, known }: Opened, given: unknown): OpenFields {
  const model = given === undefined ? (known ?? sync.target ?? null) : withHostFields(sync, matching, given);
  const isListed = (path: string) =>
    !matching.fields || matching.fields.some((one) => one === path || path.startsWith(`${one}.`));
  const ofVersion = new Set((sync.target === undefined ? [] : targetFieldsOf(sync.target)).map(({ path }) => path));
  const targets = (model === null ? [] : targetFieldsOf(model))
    .filter(({ path }) => isListed(path) || !ofVersion.has(path))
    .map((field) => (matching.required?.includes(field.path) ? { ...field, required: true } : field));
  const paths = new Set(targets.map(({ path }) => path));
  const canCreate = matching.canCreateFields ?? false;
  // Fields that nobody has described are the customer's own, where it may have some.
  const isOpen = (target: string) => paths.has(target) || (canCreate && !ofVersion.has(target) && ownName.test(target));
  return { targets, model, canCreate, isOpen };
}

function withHostFields(sync: OwnSync, matching: Matching, given: unknown): JsonSchema {
  if (!matching.hostFields)
    throw refused('targets', 'This integration takes no further fields from the page.', 'Leave `mappingTargets` out.');
  const added = Array.isArray(given) ? schemaOf(given) : checkedSchema(given);
  const model: Model = isModel(sync.target) ? sync.target : { type: 'object' };
  const inside = (one: Model, key: 'properties') => (isModel(one[key]) ? one[key] : {});
  const required = [...new Set([model.required, added.required].flatMap((one) => (Array.isArray(one) ? one : [])))];
  return {
    ...model,
    // The vendor's own model has the last word.
    properties: { ...inside(added, 'properties'), ...inside(model, 'properties') },
    ...(isModel(added.$defs) && { $defs: { ...added.$defs, ...(isModel(model.$defs) && model.$defs) } }),
    ...(required.length > 0 && { required }),
  };
}

const refused = (field: string, message: string, remedy: string) =>
  new AppError('invalid', message, { field, remedy, issues: [{ field, message: `${message} ${remedy}` }] });

function schemaOf(given: unknown[]): Model {
  const read = hostFields.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const place = ['targets', ...(issue?.path ?? [])].map(String).join('.');
    throw refused(place, `The fields that the page hands over can’t be used: ${issue?.message}.`, `Correct ${place}.`);
  }
  const names = read.data.map(({ name }) => name);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twice >= 0)
    throw refused(`targets.${twice}.name`, `The page hands over two fields called ${names[twice]}.`, 'Leave one out.');
  const properties = read.data.map(({ name, label, type = 'text', choices, description }) => [
    name,
    {
      ...(choices ? { type: 'string', enum: choices } : (jsonTypes[type] ?? { type })),
      ...(label && { title: label }),
      ...(description && { description }),
    },
  ]);
  const required = read.data.filter((field) => field.required).map(({ name }) => name);
  return { type: 'object', properties: Object.fromEntries(properties), required };
}

const jsonTypes: Partial<Record<(typeof types)[number], Model>> = {
  text: { type: 'string' },
  choice: { type: 'string' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  list: { type: 'array' },
};

function checkedSchema(given: unknown): Model {
  const [first] = modelProblems(given);
  if (!first && isModel(given) && targetFieldsOf(given).length <= mostHostFields) return given;
  const place = ['targets', ...(first?.path ?? [])].map(String).join('.');
  const why = first?.message ?? `Expected an object of at most ${mostHostFields} fields.`;
  throw refused(place, `What the page hands over is no JSON Schema here. ${why}`, `Correct ${place}.`);
}
