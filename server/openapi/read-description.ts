import type { Description } from './description.ts';
import { isNode, type Node, nodeOf } from './json-node.ts';
import { parseText, unreadable } from './parse-text.ts';
import { readDiscovery } from './read-discovery.ts';
import { readOpenApi } from './read-openapi.ts';

/** Reads an API description of any dialect that we know. What is broken in it is listed, and the rest is read. */
export function readDescription(source: string | Uint8Array): Description {
  const description = read(parseText(source));
  const seen = new Set<string>();
  // What many operations share is found many times.
  const problems = description.problems.filter(({ place, reason }) => {
    const known = `${place} ${reason}`;
    return !seen.has(known) && seen.add(known);
  });
  return { ...description, problems };
}

function read(document: unknown): Description {
  if (!isNode(document)) throw unreadable('This is no API description but a list or a single value.');
  if (typeof document.openapi === 'string' && document.openapi.startsWith('3.')) return readOpenApi(document, '3');
  if (String(document.swagger) === '2.0' || document.swagger === 2) return readOpenApi(document, '2');
  if (document.kind === 'discovery#restDescription' || typeof document.discoveryVersion === 'string')
    return readDiscovery(document);
  throw unreadable(whatElse(document));
}

function whatElse(document: Node): string {
  if ('openapi' in document || 'swagger' in document) {
    const version = String(document.openapi ?? document.swagger);
    return `This description is of version ${version}, which is not one of OpenAPI 3.x or Swagger 2.0.`;
  }
  if ('asyncapi' in document) return 'This is an AsyncAPI document: it describes messages, and no requests.';
  if (String(nodeOf(document.info).schema).includes('getpostman'))
    return 'This is a Postman collection, and no API description.';
  if ('graphql' in document || '__schema' in nodeOf(document.data ?? document))
    return 'This is a GraphQL schema, and no description of requests.';
  if ('$schema' in document || 'properties' in document) return 'This is a JSON Schema, and no API description.';
  return 'This can be read, but is no API description: it has neither "openapi", nor "swagger", nor "discoveryVersion".';
}
