/** A JSON Schema, as far as the contract uses it. */
interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  maxLength?: number;
  maxItems?: number;
  pattern?: string;
}

/** One call of the contract: what it takes, and what it answers. */
export interface Call {
  request: Schema;
  answer: Schema;
}

type Side = keyof Call;

const typesOf = ({ type }: Schema): string[] => (type === undefined ? [] : [type].flat());
const optionsOf = ({ anyOf, oneOf, allOf }: Schema): Schema[] | undefined => anyOf ?? oneOf ?? allOf;
const lacking = <Item>(all: readonly Item[], wanted: readonly Item[]): Item[] =>
  wanted.filter((one) => !all.includes(one));

/**
 * Why an SDK that was built for `was` fails with `is`. Only additions pass: an answer keeps each field and its type, a
 * request asks for nothing new and takes everything that it took.
 */
function breaksOf(was: Schema, is: Schema, side: Side, at: string): string[] {
  const asks = side === 'request';
  const [from, to] = asks ? [is, was] : [was, is];
  const found: string[] = [];
  const say = (what: string, items: readonly unknown[]) => {
    if (items.length > 0) found.push(`${at}: ${what} ${items.join(', ')}`);
  };
  say(asks ? 'asks for' : 'no longer promises', lacking(to.required ?? [], from.required ?? []));
  say('has no', lacking(Object.keys(is.properties ?? {}), Object.keys(was.properties ?? {})));
  const [narrow, wide] = asks ? [was, is] : [is, was];
  if (typesOf(wide).length > 0) say(asks ? 'no longer takes' : 'may now be', lacking(typesOf(wide), typesOf(narrow)));
  if (is.enum && was.enum) say('lost the value', lacking(is.enum, was.enum));
  if (is.enum && !was.enum && asks) found.push(`${at}: takes only some values`);
  if (was.const !== is.const) found.push(`${at}: is another constant`);
  if (asks && (is.maxLength ?? Number.POSITIVE_INFINITY) < (was.maxLength ?? Number.POSITIVE_INFINITY))
    found.push(`${at}: takes less text`);
  if (asks && (is.maxItems ?? Number.POSITIVE_INFINITY) < (was.maxItems ?? Number.POSITIVE_INFINITY))
    found.push(`${at}: takes fewer items`);
  if (asks && is.pattern !== was.pattern) found.push(`${at}: another pattern`);
  for (const [name, schema] of Object.entries(was.properties ?? {})) {
    const now = is.properties?.[name];
    if (now) found.push(...breaksOf(schema, now, side, `${at}.${name}`));
  }
  if (was.items && is.items) found.push(...breaksOf(was.items, is.items, side, `${at}[]`));
  if (typeof was.additionalProperties === 'object' && typeof is.additionalProperties === 'object')
    found.push(...breaksOf(was.additionalProperties, is.additionalProperties, side, `${at}{}`));
  const options = optionsOf(is) ?? [is];
  for (const [index, option] of (optionsOf(was) ?? []).entries())
    if (!options.some((one) => breaksOf(option, one, side, at).length === 0))
      found.push(`${at}: lost its form ${index}`);
  return found;
}

/** Why an older SDK fails with the contract of today; empty where it does not. */
export function contractBreaks(was: Record<string, Call>, is: Record<string, Call>): string[] {
  return Object.entries(was).flatMap(([name, call]) => {
    const now = is[name];
    if (!now) return [`${name}: is gone`];
    return [
      ...breaksOf(call.request, now.request, 'request', `${name} request`),
      ...breaksOf(call.answer, now.answer, 'answer', `${name} answer`),
    ];
  });
}
