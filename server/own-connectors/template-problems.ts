import { z } from 'zod';
import type { DeclaredAuth, DeclaredConnector, DeclaredRequest } from '#connectors/kit/declared.ts';
import { namesIn } from '#server/runtime/template.ts';
import type { DefinitionProblem } from './definition-problems.ts';

type Path = (string | number)[];

/** Templates that can't be read, and places that nobody gives a value for. */
export function* templateProblems(declared: DeclaredConnector): Generator<DefinitionProblem> {
  const { auth, accountTypes = {}, baseUrl, headers, check, objects, actions, options = {} } = declared;
  yield* unreadable(['baseUrl'], baseUrl);
  yield* unreadable(['headers'], headers);
  yield* unreadable(['auth'], withoutForm(auth));
  for (const [name, type] of Object.entries(accountTypes))
    if (type.auth) yield* unreadable(['accountTypes', name, 'auth'], withoutForm(type.auth));
  const known = new Set([...knownNames(declared), ...fieldsIn(declared.settings).map((name) => `settings.${name}`)]);
  const judge = (path: Path, request: DeclaredRequest, more: string[] = []) =>
    unfilled(path, request, new Set([...known, ...more]));
  if (check) yield* judge(['check', 'request'], check.request);
  for (const [name, { list }] of Object.entries(objects))
    yield* judge(['objects', name, 'list', 'request'], list.request);
  // The answers of the form that a choice stands in are its input: they are known when it is asked.
  for (const [name, { list }] of Object.entries(options))
    yield* judge(['options', name, 'list', 'request'], list.request, ['input.*']);
  for (const [name, { request, input }] of Object.entries(actions)) {
    const fields = isPlain(input) ? fieldsIn(input).map((field) => `input.${field}`) : ['input.*'];
    yield* judge(['actions', name, 'request'], request, [...fields, 'idempotencyKey']);
  }
}

const form = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });
const fieldsIn = (schema: unknown): string[] => Object.keys(form.safeParse(schema).data?.properties ?? {});

/** Whether the fields of an input are all in its `properties`. */
const isPlain = (schema: Record<string, unknown>): boolean =>
  !['$ref', 'allOf', 'anyOf', 'oneOf', 'patternProperties', 'additionalProperties', 'if'].some((key) => key in schema);

function withoutForm(auth: DeclaredAuth): object {
  if (!('fields' in auth)) return auth;
  const { fields: _fields, help: _help, ...rest } = auth;
  return rest;
}

/** What is known of a connection by the time that requests are made. */
function knownNames({ auth, accountTypes = {}, before, appFields }: DeclaredConnector): string[] {
  const types = Object.values(accountTypes);
  const auths = [auth, ...types.flatMap((type) => type.auth ?? [])];
  return [
    ...fieldsIn(before),
    ...fieldsIn(appFields),
    ...types.flatMap(({ values = {} }) => Object.keys(values)),
    ...auths.flatMap((one) => ('fields' in one ? fieldsIn(one.fields) : [])),
    ...auths.flatMap((one) => {
      if (!('learn' in one) || one.learn === undefined) return [];
      return Array.isArray(one.learn) ? one.learn : Object.keys(one.learn);
    }),
    ...auths.flatMap((one) => ('learnFromCallback' in one ? (one.learnFromCallback ?? []) : [])),
  ];
}

function* unreadable(path: Path, value: unknown): Generator<DefinitionProblem> {
  for (const [place, text] of textsIn(path, value)) yield* readProblem(place, text);
}

function* readProblem(path: Path, text: string): Generator<DefinitionProblem> {
  try {
    namesIn(text);
  } catch (error) {
    yield { path, message: error instanceof Error ? error.message : String(error), severity: 'error' };
    return;
  }
  if (/\{\{|\}\}/.test(text.replace(/\{\{[^{}]*\}\}/g, '')))
    yield { path, message: `This has a place that is not closed: ${text}`, severity: 'error' };
}

/** Requests know all that they can be filled from: a name that is nowhere else would fail each time. */
function* unfilled(path: Path, request: DeclaredRequest, known: Set<string>): Generator<DefinitionProblem> {
  for (const [place, text] of textsIn(path, request)) {
    const problems = [...readProblem(place, text)];
    yield* problems;
    if (problems.length > 0) continue;
    for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
      const [, inside = ''] = match;
      // With a question mark, or a text behind `||`, a missing value does no harm.
      if (inside.trimEnd().endsWith('?') || inside.includes("'")) continue;
      const names = namesIn(match[0]).flat();
      if (!names.some((name) => isKnown(name, known)))
        yield { path: place, message: `Nobody gives a value for ${names.join(' or ')}.`, severity: 'warning' };
    }
  }
}

function isKnown(name: string, known: Set<string>): boolean {
  const [first = '', second] = name.split('.');
  if (first !== 'input' && first !== 'settings') return known.has(first);
  return known.has(`${first}.*`) || known.has(`${first}.${second}`);
}

function* textsIn(path: Path, value: unknown): Generator<[Path, string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* textsIn([...path, Array.isArray(value) ? Number(key) : key], inner);
}
