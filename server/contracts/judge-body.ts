import type { Body, Content, Operation } from '../openapi/description.ts';
import { mediaType } from '../openapi/read-body.ts';
import { shapeOf } from '../openapi/shape.ts';
import { coerce } from './coerce.ts';
import { parseForm, parseMultipart } from './read-body.ts';
import type { SchemaCheck } from './schema-check.ts';
import { unknownFields } from './unknown-fields.ts';
import type { JudgedRequest } from './verdict.ts';

export type BodyVerdict = { contentType: string[] } | { problems: string[] };

/** What is wrong with a request's body. */
export function judgeBody({ body }: Operation, request: JudgedRequest, check: SchemaCheck): BodyVerdict {
  const isEmpty = request.body === undefined || request.body.length === 0;
  if (body === undefined) return { problems: isEmpty ? [] : ['there is a body, and the description has none here'] };
  if (isEmpty) return { problems: body.required ? ['body is required'] : [] };
  const header = request.headers['content-type'] ?? '';
  const content = contentFor(body, mediaType(header));
  if (content === undefined) {
    const known = body.contents.map(({ type }) => type).join(', ');
    return { contentType: [`the content type is ${header || 'missing'}; the description has ${known}`] };
  }
  const read = readBody(request.body ?? '', header);
  if ('problem' in read) return { problems: [read.problem] };
  // What is neither JSON nor a form is text or bytes: a schema of an object says nothing about those.
  const isJudged =
    typeof read.value === 'object'
      ? takes(content, check, 'object') || !read.isText
      : takes(content, check, 'string') || isJson(header);
  if (!isJudged) return { problems: [] };
  const value = read.isText ? coerce(read.value, content.schema, check) : read.value;
  const problems = check.problems(content.schema, value, 'request', 'body');
  return { problems: [...problems, ...unknownFields(value, [content.schema], check.schemas, 'body').slice(0, 6)] };
}

function contentFor({ contents }: Body, type: string): Content | undefined {
  return (
    contents.find((content) => content.type === type) ??
    contents.find((content) => {
      if (content.type === '*/*') return true;
      const [family, suffix] = content.type.split('/*');
      return suffix === '' ? type.startsWith(`${family}/`) : suffix?.startsWith('+') === true && type.endsWith(suffix);
    })
  );
}

const isJson = (header: string) => mediaType(header).includes('json');

function takes({ schema }: Content, { schemas }: SchemaCheck, type: string): boolean {
  const { types } = shapeOf(schema, schemas);
  return types.length === 0 || types.includes(type);
}

type Read = { value: unknown; isText: boolean } | { problem: string };

function readBody(body: string | Uint8Array, header: string): Read {
  const type = mediaType(header);
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  if (isJson(header)) {
    try {
      return { value: JSON.parse(text), isText: false };
    } catch {
      return { problem: 'body is no JSON' };
    }
  }
  if (type === 'application/x-www-form-urlencoded') return { value: parseForm(text), isText: true };
  if (!type.startsWith('multipart/')) return { value: text, isText: false };
  const parts = parseMultipart(body, header);
  return parts === undefined ? { problem: 'body has no parts that could be read' } : { value: parts, isText: true };
}
