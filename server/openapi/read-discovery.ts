import type { Description, Method, Operation, Parameter, Problem, Schema } from './description.ts';
import { entriesOf, isNode, type Node, nodeOf, textOf, textsOf } from './json-node.ts';
import { pointer } from './json-pointer.ts';
import { textInPath } from './read-parameters.ts';
import { SchemaReader } from './schema-reader.ts';

const methods: Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'];

interface Reading {
  document: Node;
  problems: Problem[];
  schemas: SchemaReader;
}

/** Reads a Google Discovery document. */
export function readDiscovery(document: Node): Description {
  const problems: Problem[] = [];
  const target = (reference: string) => pointer('/schemas', reference.replace(/^#\/schemas\//, ''));
  const schemas = new SchemaReader({ document, problems, target, isAlone: true });
  const reading: Reading = { document, problems, schemas };
  const operations = [...methodsOf(document, '', reading), ...resourcesOf(document, '', reading)];
  schemas.finish();
  const scopes = entriesOf(nodeOf(nodeOf(document.auth).oauth2).scopes);
  const words = scopes.map(([scope, value]) => [scope, textOf(nodeOf(value).description) ?? scope] as const);
  const root = textOf(document.rootUrl) ?? 'https://www.googleapis.com/';
  return {
    dialect: 'Google Discovery',
    title: textOf(document.title) ?? textOf(document.name) ?? 'An API without a name',
    version: textOf(document.version) ?? '1',
    summary: textOf(document.description) ?? '',
    docs: textOf(document.documentationLink),
    servers: [{ url: `${root}${textOf(document.servicePath) ?? ''}`, description: undefined, variables: {} }],
    operations,
    schemes: scopes.length > 0 ? { oauth2: google(Object.fromEntries(words)) } : {},
    security: scopes.length > 0 ? [{ oauth2: [] }] : [],
    schemas: schemas.schemas,
    problems,
  };
}

/** A Discovery document names the scopes only: the addresses are Google's own, for every API. */
function google(scopes: Record<string, string>): Description['schemes'][string] {
  const authorizeUrl = 'https://accounts.google.com/o/oauth2/v2/auth';
  const tokenUrl = 'https://oauth2.googleapis.com/token';
  const flow = { kind: 'code', authorizeUrl, tokenUrl, refreshUrl: undefined, scopes } as const;
  return { kind: 'oauth2', flows: [flow], description: undefined, place: '/auth/oauth2' };
}

function resourcesOf(node: Node, place: string, reading: Reading): Operation[] {
  return entriesOf(node.resources).flatMap(([name, value]) => {
    const at = pointer(place, 'resources', name);
    const resource = nodeOf(value);
    return [...methodsOf(resource, at, reading), ...resourcesOf(resource, at, reading)];
  });
}

function methodsOf(node: Node, place: string, reading: Reading): Operation[] {
  return entriesOf(node.methods).flatMap(
    ([name, value]) => readMethod(value, pointer(place, 'methods', name), reading) ?? [],
  );
}

function readMethod(value: unknown, place: string, reading: Reading): Operation | undefined {
  const node = nodeOf(value);
  const method = methods.find((known) => known === String(node.httpMethod).toUpperCase());
  const written = textOf(node.path);
  if (!isNode(value) || method === undefined || written === undefined) {
    reading.problems.push({ place, reason: 'A method needs an httpMethod and a path.' });
    return undefined;
  }
  const scopes = textsOf(node.scopes).filter((scope) => scope !== '');
  // `{+name}` takes a value with slashes. Where Google tells the same path with a place for each part, that one is used.
  const flat = written.includes('{+') ? textOf(node.flatPath) : undefined;
  const path = `/${flat ?? written}`.replaceAll('//', '/');
  return {
    id: textOf(node.id) ?? `${method} ${path}`,
    method,
    path: path.replace(/\{[+/]?([^{}]+)\}/g, '{$1}'),
    fixedQuery: {},
    place,
    summary: undefined,
    description: textOf(node.description),
    deprecated: node.deprecated === true,
    tags: [],
    parameters: parametersOf({ node, place, path, isFlat: flat !== undefined }, reading),
    body: bodyOf(node, place, reading),
    answers: answersOf(node, place, reading),
    security: scopes.length > 0 ? scopes.map((scope) => ({ oauth2: [scope] })) : undefined,
    servers: [],
  };
}

function parametersOf(
  { node, place, path, isFlat }: { node: Node; place: string; path: string; isFlat: boolean },
  { document, schemas }: Reading,
): Parameter[] {
  const shared = entriesOf(document.parameters);
  const own = entriesOf(node.parameters);
  const read = [
    ...shared.map(([name, value]) => ({ name, value, at: pointer('/parameters', name) })),
    ...own.map(([name, value]) => ({ name, value, at: pointer(place, 'parameters', name) })),
  ].map(({ name, value, at }): Parameter => {
    const { required, location, repeated, description, ...plain } = nodeOf(value);
    const schema: Schema = schemas.read(plain, at);
    const isInPath = location === 'path';
    return {
      in: isInPath ? 'path' : 'query',
      name,
      required: required === true || isInPath,
      description: textOf(description),
      schema: repeated === true ? { type: 'array', items: schema } : schema,
      style: isInPath ? 'simple' : 'form',
      explode: !isInPath,
      isJson: false,
      isReserved: path.includes(`{+${name}}`),
      place: at,
    };
  });
  if (!isFlat) return read;
  const places = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => textInPath(match[1] ?? '', place));
  return [...places, ...read.filter((parameter) => parameter.in !== 'path')];
}

function bodyOf(node: Node, place: string, { schemas }: Reading): Operation['body'] {
  if (!isNode(node.request)) return undefined;
  const schema = schemas.read({ $ref: node.request.$ref }, pointer(place, 'request'));
  return {
    required: false,
    description: undefined,
    contents: [{ type: 'application/json', schema, example: undefined }],
  };
}

function answersOf(node: Node, place: string, { schemas }: Reading): Operation['answers'] {
  const plain = { status: '200', description: undefined, headers: [] };
  if (!isNode(node.response)) return [{ ...plain, contents: [] }];
  const schema = schemas.read({ $ref: node.response.$ref }, pointer(place, 'response'));
  return [{ ...plain, contents: [{ type: 'application/json', schema, example: undefined }] }];
}
