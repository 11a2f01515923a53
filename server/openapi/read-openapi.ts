import type { Description, Operation } from './description.ts';
import { DocumentReader } from './document-reader.ts';
import { isNode, listOf, type Node, nodeOf, textOf } from './json-node.ts';
import { readOperations } from './read-operations.ts';
import { readNeeds, readSchemes } from './read-schemes.ts';
import { readServers, serversOfSwagger } from './read-servers.ts';

/** Reads OpenAPI 3.0, 3.1 and Swagger 2.0. */
export function readOpenApi(document: Node, version: '2' | '3'): Description {
  const reader = new DocumentReader(document, version);
  const info = nodeOf(document.info);
  if (!isNode(document.info)) reader.refuse('/info', 'The description has no name and no version of its own.');
  noteOddities(document, reader);
  const operations = readOperations(reader);
  reader.schemas.finish();
  const externalDocs = nodeOf(document.externalDocs);
  return {
    dialect:
      version === '2' ? 'Swagger 2.0' : String(document.openapi).startsWith('3.0') ? 'OpenAPI 3.0' : 'OpenAPI 3.1',
    title: textOf(info.title) ?? 'An API without a name',
    version: textOf(info.version) ?? (typeof info.version === 'number' ? String(info.version) : '1'),
    summary: textOf(info.summary) ?? textOf(info.description) ?? '',
    docs: textOf(externalDocs.url) ?? textOf(nodeOf(info.contact).url),
    servers: version === '2' ? serversOfSwagger(document) : readServers(document.servers, '/servers', reader),
    operations: uniqueIds(operations),
    schemes: readSchemes(reader),
    security: readNeeds(document.security) ?? [],
    schemas: reader.schemas.schemas,
    problems: reader.problems,
  };
}

function noteOddities(document: Node, reader: DocumentReader): void {
  if (reader.version === '3' && !/^3\.[01]\b/.test(String(document.openapi)))
    reader.refuse('/openapi', `Version ${String(document.openapi)} is read as 3.1.`);
  const webhooks = Object.keys(nodeOf(document.webhooks)).length;
  if (webhooks > 0)
    reader.refuse(
      '/webhooks',
      `${webhooks} webhooks are described: what the app sends is no action, and not imported.`,
    );
  if (!isNode(document.paths) && webhooks === 0) reader.refuse('/paths', 'The description has no paths.');
  const foreign = listOf(document.tags).length === 0 && 'jsonSchemaDialect' in document;
  if (foreign) reader.refuse('/jsonSchemaDialect', 'Schemas are read as JSON Schema 2020-12.');
}

/** A name that was given twice is no name: the later ones get their method and path. */
function uniqueIds(operations: Operation[]): Operation[] {
  const seen = new Set<string>();
  return operations.map((operation) => {
    const id = seen.has(operation.id) ? `${operation.method} ${operation.path}` : operation.id;
    seen.add(id);
    return { ...operation, id };
  });
}
