import type { Schema } from './description.ts';
import { isList, isObject, type Shape, shapeOf } from './shape.ts';

/** A field somewhere in an answer. */
export interface AnswerField {
  /** As a pager writes it: `paging.next.after`, `['@odata.nextLink']`. */
  path: string;
  name: string;
  shape: Shape;
}

const deepest = 3;
const mostFields = 400;

/** The fields of an answer, those on top first, down to what a pager would be found in; lists are not entered. */
export function answerFields(schema: Schema, schemas: Record<string, Schema>): AnswerField[] {
  const fields: AnswerField[] = [];
  let level: { path: string; schema: Schema }[] = [{ path: '', schema }];
  for (let depth = 0; depth < deepest && level.length > 0 && fields.length < mostFields; depth++) {
    const next: typeof level = [];
    for (const { path, schema } of level) {
      const { properties } = shapeOf(schema, schemas);
      for (const [name, value] of Object.entries(properties)) {
        const field = { path: joined(path, name), name, shape: shapeOf(value, schemas) };
        fields.push(field);
        if (isObject(field.shape) && !isList(field.shape)) next.push({ path: field.path, schema: value });
      }
    }
    level = next;
  }
  return fields;
}

export function joined(path: string, name: string): string {
  const part = /^[\w$-]+$/.test(name) ? name : `['${name}']`;
  if (path === '') return part;
  return part.startsWith('[') ? `${path}${part}` : `${path}.${part}`;
}
