import type { Body, Content, SchemaObject } from './description.ts';
import type { DocumentReader, Placed } from './document-reader.ts';
import { entriesOf, type Node, nodeOf, textOf, textsOf } from './json-node.ts';
import { pointer } from './json-pointer.ts';

/** Media type without parameters, in lower case. */
export const mediaType = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

/** The body of an operation of OpenAPI 3. */
export function readBody(operation: Placed, reader: DocumentReader): Body | undefined {
  if (operation.node.requestBody === undefined) return undefined;
  const place = pointer(operation.place, 'requestBody');
  const found = reader.resolve(operation.node.requestBody, place);
  if (found === undefined) return undefined;
  const contents = readContents(found.node.content, pointer(found.place, 'content'), reader);
  if (contents.length === 0) {
    reader.refuse(found.place, 'The body has no content type, and is left out.');
    return undefined;
  }
  return { required: found.node.required === true, description: textOf(found.node.description), contents };
}

export function readContents(content: unknown, place: string, reader: DocumentReader): Content[] {
  const named = entriesOf(content).filter(([type]) => type.includes('/'));
  return named.map(([type, value]) => {
    const media = nodeOf(value);
    const schema = media.schema === undefined ? {} : reader.schemas.read(media.schema, pointer(place, type, 'schema'));
    return { type: mediaType(type), schema, example: exampleOf(media, place, reader) };
  });
}

function exampleOf(media: Node, place: string, reader: DocumentReader): unknown {
  if (media.example !== undefined) return media.example;
  const [first] = entriesOf(media.examples);
  if (first === undefined) return undefined;
  return reader.resolve(first[1], pointer(place, 'examples', first[0]))?.node.value;
}

/** The body of an operation of Swagger 2: one parameter in `body`, or several in `formData`. */
export function bodyOfSwagger(operation: Node, parameters: Placed[], reader: DocumentReader): Body | undefined {
  const declared = textsOf(operation.consumes ?? reader.document.consumes)
    .filter((type) => type.includes('/'))
    .map(mediaType);
  const whole = parameters.find(({ node }) => node.in === 'body');
  if (whole !== undefined) {
    const { node, place } = whole;
    const schema = reader.schemas.read(node.schema ?? {}, pointer(place, 'schema'));
    const types = declared.length > 0 ? declared : ['application/json'];
    const contents = types.map((type) => ({ type, schema, example: undefined }));
    return { required: node.required === true, description: textOf(node.description), contents };
  }
  const fields = parameters.filter(({ node }) => node.in === 'formData');
  if (fields.length === 0) return undefined;
  const isFile = fields.some(({ node }) => node.type === 'file');
  const usual = isFile ? ['multipart/form-data'] : ['application/x-www-form-urlencoded'];
  const schema = schemaOfForm(fields, reader);
  const types = declared.length > 0 ? declared : usual;
  const contents = types.map((type) => ({ type, schema, example: undefined }));
  return { required: fields.some(({ node }) => node.required === true), description: undefined, contents };
}

function schemaOfForm(fields: Placed[], reader: DocumentReader): SchemaObject {
  const properties = fields.flatMap(({ node, place }) => {
    const { name, in: _in, required: _required, ...schema } = node;
    return typeof name === 'string' ? [[name, reader.schemas.read(schema, place)] as const] : [];
  });
  const required = fields.flatMap(({ node }) =>
    node.required === true && typeof node.name === 'string' ? [node.name] : [],
  );
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}
