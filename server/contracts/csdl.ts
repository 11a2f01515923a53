import { isNode } from '../openapi/json-node.ts';

interface Type {
  base?: string;
  open?: boolean;
  properties: Record<string, string>;
  navigation: Record<string, string>;
}

export interface Entities {
  enums: Record<string, string[]>;
  complex: Record<string, Type>;
  entities: Record<string, Type>;
  entitySets: Record<string, string>;
  singletons: Record<string, string>;
}

/** Where a path leads to: an entity or a list of them, or something that the model does not hold in detail. */
export interface Target {
  type: string | undefined;
  isList: boolean;
  /** A function or action of the model, whose parameters are not in it. */
  isBound: boolean;
  words: string;
}

const options = [
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$expand',
  '$search',
  '$skiptoken',
  '$deltatoken',
  '$format',
];
/** Actions on one entity. The model holds types only; these are taken by their name, and what they are given is not judged. */
const bound = new Set(
  'send sendMail reply replyAll forward createReply createReplyAll createForward move copy accept decline tentativelyAccept cancel content createUploadSession createLink invite checkin checkout follow unfollow archive unarchive reauthorize getSchedule findMeetingTimes getMemberGroups'.split(
    ' ',
  ),
);

const sample: Record<string, unknown> = {
  'Edm.String': 'text',
  'Edm.Boolean': true,
  'Edm.Int16': 1,
  'Edm.Int32': 1,
  'Edm.Int64': 1,
  'Edm.Double': 1.5,
  'Edm.Single': 1.5,
  'Edm.DateTimeOffset': '2026-01-31T12:00:00Z',
  'Edm.Date': '2026-01-31',
  'Edm.TimeOfDay': '12:00:00',
  'Edm.Duration': 'PT1H',
  'Edm.Guid': '6f1f6c5e-0d53-4b8a-9d3e-2f6f0b8f4c11',
  'Edm.Binary': 'dGV4dA==',
};

export function targetOf(model: Entities, path: string): Target | { problem: string } {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [first = '', ...rest] = parts;
  const set = model.entitySets[first];
  const single = model.singletons[first];
  if (set === undefined && single === undefined) return { problem: `the model has no set ${first || '/'}` };
  let target: Target = { type: set ?? single, isList: set !== undefined, isBound: false, words: `/${first}` };
  for (const part of rest) {
    const next = step(model, target, part);
    if (next === undefined) return { problem: `${target.type ?? target.words} has no ${part} in the model` };
    target = next;
  }
  return target;
}

function step(model: Entities, target: Target, part: string): Target | undefined {
  const words = (name: string) => `${target.words}/${name}`;
  if (target.isBound || target.type === undefined || !(target.type in model.entities))
    return { ...target, isBound: true, words: words('…') };
  if (part === '$value' || part === '$count' || part === '$ref')
    return { ...target, type: undefined, words: words(part) };
  if (part.includes(':'))
    return { ...target, isBound: true, isList: part.endsWith('children'), words: words('{path}') };
  const fields = target.isList ? undefined : fieldsOf(model, target.type);
  const led = fields?.navigation[part] ?? fields?.properties[part];
  if (led !== undefined) return { ...typeOf(led), isBound: false, words: words(part) };
  if (/^(microsoft\.graph\.)?delta(\(.*\))?$/.test(part)) return { ...target, isList: true, words: words('delta') };
  if (/^microsoft\.graph\.|\(.*\)$/.test(part) || (bound.has(part) && !target.isList))
    return { ...target, isBound: true, words: words(part) };
  return target.isList ? { ...target, isList: false, words: words('{id}') } : undefined;
}

export function typeOf(written: string): { type: string; isList: boolean } {
  const plain = written.replace(/!$/, '');
  const list = plain.match(/^Collection\((.+)\)$/)?.[1];
  return { type: (list ?? plain).replace(/!$/, ''), isList: list !== undefined };
}

/** Own properties and those of what it is made from. */
function fieldsOf(
  model: Entities,
  name: string,
): Pick<Type, 'properties' | 'navigation'> & { isKnown: boolean; isFree: boolean } {
  const type = model.entities[name] ?? model.complex[name];
  if (type === undefined) return { properties: {}, navigation: {}, isKnown: false, isFree: true };
  const base = type.base === undefined ? undefined : fieldsOf(model, type.base);
  const isFree = type.open === true && Object.keys(type.properties).length === 0;
  return {
    properties: { ...base?.properties, ...type.properties },
    navigation: { ...base?.navigation, ...type.navigation },
    isKnown: base?.isKnown ?? true,
    isFree: isFree || (base !== undefined && !base.isKnown),
  };
}

interface Asked {
  query: URLSearchParams;
  method: string;
  parsed: unknown;
}

export function csdlProblems(model: Entities, target: Target, { query, method, parsed }: Asked): string[] {
  if (target.isBound || target.type === undefined) return [];
  const fields = fieldsOf(model, target.type);
  const names = new Set([...Object.keys(fields.properties), ...Object.keys(fields.navigation), 'id']);
  const listed = (option: string) =>
    (query.get(option) ?? '').split(',').map((part) => part.trim().split(/[\s/(]/)[0] ?? '');
  const strange = [...query.keys()].filter((name) => name.startsWith('$') && !options.includes(name.toLowerCase()));
  const unknown = fields.isFree
    ? []
    : ['$select', '$orderby', '$expand'].flatMap((option) =>
        listed(option)
          .filter((name) => name !== '' && !names.has(name))
          .map((name) => `${option} names ${name}, which ${target.type} has not`),
      );
  const isWritten = method === 'POST' || method === 'PATCH' || method === 'PUT';
  const wrong = isWritten && parsed !== undefined ? valueProblems(model, target.type, parsed, 'body') : [];
  return [...strange.map((name) => `query.${name} is no option of OData`), ...unknown, ...wrong];
}

function valueProblems(model: Entities, type: string, value: unknown, at: string): string[] {
  if (value === null) return [];
  const choices = model.enums[type];
  if (choices !== undefined) return choices.includes(String(value)) ? [] : [`${at} is none of ${choices.join(', ')}`];
  if (type.startsWith('Edm.')) return isOf(type, value) ? [] : [`${at} is no ${type}`];
  if (!isNode(value)) return [`${at} must be an object of ${type}`];
  const { properties, navigation, isFree } = fieldsOf(model, type);
  if (isFree && Object.keys(properties).length === 0) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name.includes('@odata.')) return [];
    const written = properties[name] ?? navigation[name] ?? (name === 'id' ? 'Edm.String' : undefined);
    if (written === undefined) return isFree ? [] : [`${at}/${name} is not in the model`];
    const { type: own, isList } = typeOf(written);
    if (!isList) return valueProblems(model, own, inner, `${at}/${name}`);
    if (!Array.isArray(inner)) return [`${at}/${name} must be a list`];
    return inner.flatMap((item, index) => valueProblems(model, own, item, `${at}/${name}/${index}`));
  });
}

function isOf(type: string, value: unknown): boolean {
  const wanted = typeof sample[type];
  return sample[type] === undefined || typeof value === wanted;
}

export function csdlExample(model: Entities, { type, isList, isBound }: Target, method: string): unknown {
  const made = type === undefined ? {} : exampleOf(model, type, 0);
  return isList && (method === 'GET' || isBound) ? { value: isBound ? [] : [made] } : made;
}

function exampleOf(model: Entities, type: string, depth: number): unknown {
  if (type in model.enums) return model.enums[type]?.[0];
  if (type.startsWith('Edm.')) return sample[type] ?? 'text';
  const { properties } = fieldsOf(model, type);
  const fields = depth > 2 ? [] : Object.entries(properties);
  const made = fields.map(([name, written]) => {
    const { type: own, isList } = typeOf(written);
    const value = exampleOf(model, own, depth + 1);
    return [name, isList ? [value] : value] as const;
  });
  return { ...(type in model.entities && { id: `${type}-1` }), ...Object.fromEntries(made) };
}
