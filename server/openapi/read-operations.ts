import type { Answer, Method, Operation } from './description.ts';
import type { DocumentReader, Placed } from './document-reader.ts';
import { entriesOf, listOf, nodeOf, textOf, textsOf } from './json-node.ts';
import { pointer } from './json-pointer.ts';
import { bodyOfSwagger, readBody, readContents } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { readNeeds } from './read-schemes.ts';
import { readServers } from './read-servers.ts';

const methods: Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/** Every operation below `paths`. */
export function readOperations(reader: DocumentReader): Operation[] {
  const paths = entriesOf(reader.document.paths).filter(([path]) => !path.startsWith('x-'));
  return paths.flatMap(([path, value]) => {
    const place = pointer('/paths', path);
    const item = reader.resolve(value, place);
    if (item === undefined) return [];
    return methods.flatMap((method) => {
      const key = method.toLowerCase();
      if (item.node[key] === undefined) return [];
      const own = reader.resolve(item.node[key], pointer(item.place, key));
      return own === undefined ? [] : readOperation({ path, method, item, own, reader });
    });
  });
}

interface Found {
  path: string;
  method: Method;
  item: Placed;
  own: Placed;
  reader: DocumentReader;
}

function readOperation({ path: written, method, item, own, reader }: Found): Operation {
  const { node, place } = own;
  const { path, fixedQuery } = splitPath(written);
  const parameters = [
    ...listOf(item.node.parameters).map((value, index) => ({ value, place: pointer(item.place, 'parameters', index) })),
    ...listOf(node.parameters).map((value, index) => ({ value, place: pointer(place, 'parameters', index) })),
  ].flatMap(({ value, place }) => reader.resolve(value, place) ?? []);
  const body = reader.version === '2' ? bodyOfSwagger(node, parameters, reader) : readBody(own, reader);
  return {
    id: textOf(node.operationId) ?? `${method} ${path}`,
    method,
    path,
    fixedQuery,
    place,
    summary: textOf(node.summary) ?? textOf(item.node.summary),
    description: textOf(node.description) ?? textOf(item.node.description),
    deprecated: node.deprecated === true,
    tags: textsOf(node.tags),
    parameters: readParameters({ parameters, path, place }, reader),
    body,
    answers: readAnswers(own, reader),
    security: readNeeds(node.security),
    servers: readServers(node.servers ?? item.node.servers, pointer(place, 'servers'), reader),
  };
}

/** Some makers tell operations of one path apart by a query or a fragment behind it. */
function splitPath(written: string): { path: string; fixedQuery: Record<string, string> } {
  const [whole = ''] = written.split('#');
  const [path = '', query = ''] = whole.split('?');
  const fixed = [...new URLSearchParams(query)].filter(([, value]) => value !== '' && !/^\{.*\}$/.test(value));
  return { path: path.startsWith('/') ? path : `/${path}`, fixedQuery: Object.fromEntries(fixed) };
}

function readAnswers({ node, place }: Placed, reader: DocumentReader): Answer[] {
  return entriesOf(node.responses).flatMap(([status, value]) => {
    if (status.startsWith('x-')) return [];
    const at = pointer(place, 'responses', status);
    const found = reader.resolve(value, at);
    if (found === undefined) return [];
    const headers = Object.keys(nodeOf(found.node.headers));
    const description = textOf(found.node.description);
    if (reader.version === '3') {
      const contents = readContents(found.node.content, pointer(found.place, 'content'), reader);
      return [{ status, description, headers, contents }];
    }
    const { schema, examples } = found.node;
    const types = textsOf(node.produces ?? reader.document.produces).filter((type) => type.includes('/'));
    const type = types.find((name) => name.includes('json')) ?? types[0] ?? 'application/json';
    const example = nodeOf(examples)[type] ?? nodeOf(examples)['application/json'];
    const read = schema === undefined ? {} : reader.schemas.read(schema, pointer(found.place, 'schema'));
    const hasBody = schema !== undefined || example !== undefined;
    return [{ status, description, headers, contents: hasBody ? [{ type, schema: read, example }] : [] }];
  });
}
