import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import type { Json } from '#connectors/kit/json.ts';
import type { Body, Content, Schema } from './description.ts';
import type { InputForm } from './input-form.ts';
import type { Planning } from './planning.ts';
import { isObject, resolved, type Shape, shapeOf } from './shape.ts';

type BodyParts = Pick<DeclaredRequest, 'json' | 'form' | 'multipart' | 'text' | 'contentType'>;

/** More fields than these are one field: a form of them helps nobody. */
const mostFields = 150;

const rank = [
  (type: string) => type === 'application/json',
  (type: string) => isJsonType(type),
  (type: string) => type === 'application/x-www-form-urlencoded',
  (type: string) => type === 'multipart/form-data',
  (type: string) => type.startsWith('text/') || type.includes('xml'),
];

export const isJsonType = (type: string): boolean =>
  /^(application|text)\/(json|[\w.+-]*\+json)$/.test(type) || type === '*/*' || type === 'application/*';

/** The content type that an action sends, of those that the app takes. */
export function contentOf(body: Body): Content | undefined {
  for (const isThis of rank) {
    const found = body.contents.find(({ type }) => isThis(type));
    if (found !== undefined) return found;
  }
  return body.contents[0];
}

export function planBody(body: Body, form: InputForm, planning: Planning): BodyParts {
  const content = contentOf(body);
  if (content === undefined) return {};
  const { type, schema } = content;
  const shape = shapeOf(schema, planning.description.schemas);
  if (isJsonType(type)) {
    const ownType = type.includes('*') || type === 'application/json' ? {} : { contentType: type };
    return { json: fieldsOf({ body, schema, shape }, form) ?? whole(body, schema, form), ...ownType };
  }
  if (type === 'application/x-www-form-urlencoded') return { form: planForm({ body, schema, shape }, form, planning) };
  if (type.startsWith('multipart/')) return planParts({ body, schema, shape }, form, planning);
  return { text: whole(body, textSchema(schema, type), form), contentType: type.includes('*') ? 'text/plain' : type };
}

interface Given {
  body: Body;
  schema: Schema;
  shape: Shape;
}

/** Its fields beside the parameters, where none of them has the name of another; else undefined. */
function fieldsOf({ body, shape }: Given, form: InputForm): Record<string, Json> | undefined {
  const fields = Object.entries(shape.properties).filter(([, schema]) => !isReadOnly(schema));
  const isPlain = isObject(shape) && !shape.isOpen && !shape.hasVariants && fields.length > 0;
  const names = fields.map(([name]) => name);
  // A body that may be missing, with fields that may not, is asked for as a whole.
  const isAllOrNothing = !body.required && shape.required.length > 0;
  if (!isPlain || isAllOrNothing || fields.length > mostFields || !names.every((name) => form.takes(name)))
    return undefined;
  return Object.fromEntries(
    fields.map(([name, schema]) => [name, form.add(name, schema, { isRequired: shape.required.includes(name) })]),
  );
}

function whole(body: Body, schema: Schema, form: InputForm): string {
  return form.add('body', schema, { isRequired: body.required, description: body.description });
}

function planForm(given: Given, form: InputForm, planning: Planning): Record<string, Json> {
  const fields = fieldsOf(given, form);
  if (fields !== undefined) return fields;
  const { shape, body } = given;
  // A form's fields have names in any case: each is asked for below a name of its own.
  const entries = Object.entries(shape.properties).filter(([, schema]) => !isReadOnly(schema));
  if (entries.length === 0) planning.refuse('body', '', 'The form of this body names no fields; none are sent.');
  return Object.fromEntries(
    entries.map(([name, schema]) => [
      name,
      form.add(name, schema, { isRequired: body.required && shape.required.includes(name) }),
    ]),
  );
}

function planParts({ shape, body, schema }: Given, form: InputForm, planning: Planning): BodyParts {
  const fields = Object.entries(shape.properties).filter(([, field]) => !isReadOnly(field));
  if (fields.length === 0) {
    const file = shape.types.includes('array') ? { type: 'array', items: { type: 'string' } } : fileSchema(schema);
    return { multipart: [{ name: 'file', value: whole(body, file, form), filename: 'file' }] };
  }
  const multipart = fields.map(([name, field]) => {
    const isFile = isBinary(field, planning);
    const isRequired = shape.required.includes(name);
    const asked = isFile ? fileSchema(field) : field;
    const value = form.add(name, asked, { isRequired });
    return { name, value, ...(isFile && { filename: name }) };
  });
  return { multipart };
}

function isBinary(schema: Schema, { description }: Planning): boolean {
  const shape = shapeOf(schema, description.schemas);
  const own = resolved(shape.items ?? schema, description.schemas);
  return (
    own.format === 'binary' || own.contentMediaType === 'application/octet-stream' || own.contentEncoding === 'binary'
  );
}

function fileSchema(schema: Schema): Schema {
  const isMany = typeof schema === 'object' && schema.type === 'array';
  const file = {
    type: 'string',
    description: 'The text of the file, or data:image/png;base64,… for any other content.',
  };
  return isMany ? { type: 'array', items: file } : file;
}

function textSchema(schema: Schema, type: string): Schema {
  const isText = typeof schema === 'object' && schema.type === 'string' && schema.format !== 'binary';
  if (isText) return schema;
  if (type.startsWith('text/') || type.includes('xml')) return { type: 'string' };
  return fileSchema({});
}

const isReadOnly = (schema: Schema) => typeof schema === 'object' && schema.readOnly === true;
