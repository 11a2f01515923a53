import type { Operation, Parameter } from '../openapi/description.ts';
import { shapeOf } from '../openapi/shape.ts';
import { coerce } from './coerce.ts';
import { parseForm } from './read-body.ts';
import type { SchemaCheck } from './schema-check.ts';
import { unknownFields } from './unknown-fields.ts';
import type { JudgedRequest } from './verdict.ts';

const ofTransport = /^(accept|content-type|authorization|user-agent)$/i;
const separators = { spaceDelimited: ' ', pipeDelimited: '|', tab: '\t' } as const;

interface Given {
  operation: Operation;
  request: JudgedRequest;
  places: Record<string, string>;
  check: SchemaCheck;
  /** Query parameters that carry the credential. */
  credentials: string[];
}

/** What is wrong with a request's path, query and headers. */
export function judgeParameters(given: Given): string[] {
  const { operation, request, check } = given;
  const problems = operation.parameters.flatMap((parameter) => {
    if (parameter.in === 'header' && ofTransport.test(parameter.name)) return [];
    if (parameter.in === 'cookie') return [];
    const at = `${parameter.in}.${parameter.name}`;
    const values = valuesOf(parameter, given);
    if (values.length === 0) {
      // A token that stands beside the Authorization header is the same credential in another dress.
      const isCredential =
        /^(token|access_token|api_key)$/i.test(parameter.name) && request.headers.authorization !== undefined;
      return parameter.required && !isCredential ? [`${at} is required`] : [];
    }
    return judgeValue(parameter, values, { at, check });
  });
  return [...problems, ...unknownParameters(given)];
}

/** Each way that the values can be read; one that is right is enough. */
function judgeValue(
  parameter: Parameter,
  values: unknown[],
  { at, check }: { at: string; check: SchemaCheck },
): string[] {
  const tried = values.map((value) => {
    const made = parameter.isJson ? value : coerce(value, parameter.schema, check);
    const problems = check.problems(parameter.schema, made, 'request', at);
    const unknown = problems.length > 0 ? [] : unknownFields(made, [parameter.schema], check.schemas, at);
    return [...problems, ...unknown];
  });
  return tried.find((problems) => problems.length === 0) ?? tried[0] ?? [];
}

function valuesOf(parameter: Parameter, { request, places, check }: Given): unknown[] {
  const { name } = parameter;
  if (parameter.in === 'path') return name in places ? readings([places[name] ?? ''], parameter, check) : [];
  if (parameter.in === 'header') {
    const value = request.headers[name.toLowerCase()];
    return value === undefined ? [] : readings([value], parameter, check);
  }
  const nested = parseForm(request.query)[name];
  const isDeep =
    parameter.style === 'deepObject' ||
    [...request.query.keys()].some((key) => key.startsWith(`${name}[`) && key !== `${name}[]`);
  if (isDeep) return nested === undefined ? [] : [nested];
  const texts = [...request.query.getAll(name), ...request.query.getAll(`${name}[]`)];
  return texts.length === 0 ? [] : readings(texts, parameter, check);
}

function readings(texts: string[], { schema, style, isJson }: Parameter, { schemas }: SchemaCheck): unknown[] {
  const [only = '', ...others] = texts;
  if (isJson) return [parsed(only)];
  const shape = shapeOf(schema, schemas);
  const takesList = shape.types.includes('array') || shape.hasVariants;
  if (others.length > 0) return [texts];
  if (!takesList) return [only];
  const separator = style in separators ? separators[style as keyof typeof separators] : ',';
  // Few descriptions tell repeated parameters and commas apart in truth.
  return shape.hasVariants ? [only, [only], only.split(separator)] : [[only], only.split(separator)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownParameters({ operation, request, credentials, check }: Given): string[] {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const known = new Set([...query.map(({ name }) => name), ...credentials, ...Object.keys(operation.fixedQuery)]);
  // An object in the style of a form stands in the query by its fields.
  const fields = query
    .filter(({ style, explode }) => style === 'form' && explode)
    .flatMap(({ schema }) => {
      const shape = shapeOf(schema, check.schemas);
      return shape.types.includes('object') ? Object.keys(shape.properties) : [];
    });
  for (const name of fields) known.add(name);
  const strange = [...request.query.keys()].filter((name) => !known.has(name) && !known.has(name.replace(/\[.*$/, '')));
  return [...new Set(strange)].map((name) => `query.${name} is not in the description`);
}
