import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import type { Operation, Parameter } from './description.ts';
import type { InputForm } from './input-form.ts';
import { isNode, listOf } from './json-node.ts';
import type { Planning } from './planning.ts';
import { resolved, type Shape, shapeOf } from './shape.ts';

type Query = NonNullable<DeclaredRequest['query']>;
/** Parameters that each of Google's APIs has: they belong to the transport, and not to a person's request. */
const ofGoogle =
  /^(access_token|oauth_token|key|alt|callback|prettyPrint|quotaUser|userIp|upload_protocol|uploadType|\$\.xgafv)$/;

export type RequestParts = Pick<DeclaredRequest, 'path' | 'query' | 'headers'>;

/** Headers that the engine writes itself (OpenAPI says the same: parameters of these names count for nothing). */
const ofEngine = /^(accept|content-type|authorization|content-length|host|user-agent)$/i;
/** Also the ID of a request under a vendor's own name; `X-Request-Id` and a client's own only help to find it in a log. */
const idempotency = /^(x-)?idempotency-?key$|^(?!x-|client-)[a-z]+-request-id$/i;

/** Path, query and headers of an operation, with a place for each parameter. */
export function planParameters(
  operation: Operation,
  form: InputForm,
  planning: Planning,
): { parts: RequestParts; idempotencyHeader: string | undefined } {
  const query: Query = { ...operation.fixedQuery };
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  const isGoogle = ['alt', 'prettyPrint', 'quotaUser'].every((name) =>
    operation.parameters.some((parameter) => parameter.name === name),
  );
  let path = operation.path;
  let idempotencyHeader: string | undefined;
  for (const parameter of operation.parameters) {
    const { name, required, place } = parameter;
    const refuse = (reason: string) => planning.refuse('parameter', place, reason);
    if (parameter.in === 'path') path = planPath(path, parameter, form, refuse);
    else if (parameter.in === 'header') {
      if (ofEngine.test(name) || planning.isCredential('header', name)) continue;
      if (idempotency.test(name)) idempotencyHeader = name;
      else headers[name] = headerOf(parameter, form, planning);
    } else if (parameter.in === 'cookie') {
      if (planning.isCredential('cookie', name)) continue;
      if (required) cookies.push(`${name}=${form.parameter(parameter)}`);
      else refuse(`The cookie ${name}, which may be missing, is left out.`);
    } else if (!planning.isCredential('query', name) && !(isGoogle && ofGoogle.test(name)))
      planQuery(query, parameter, { form, planning, refuse });
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  const parts = {
    path,
    ...(Object.keys(query).length > 0 && { query }),
    ...(Object.keys(headers).length > 0 && { headers }),
  };
  return { parts, idempotencyHeader };
}

function planPath(path: string, parameter: Parameter, form: InputForm, refuse: (reason: string) => void): string {
  const { name, style, isReserved } = parameter;
  if (isReserved) refuse(`${name} may hold slashes at the app; here it is one part of the path.`);
  if (style === 'label' || style === 'matrix') refuse(`${name} is written in the style ${style}, for one value only.`);
  const before = style === 'label' ? '.' : style === 'matrix' ? `;${name}=` : '';
  return path.replaceAll(`{${name}}`, before + form.parameter(parameter));
}

/** A header with one possible value is written; one with a usual value need not be given. */
function headerOf(parameter: Parameter, form: InputForm, { description }: Planning): string {
  const schema = resolved(parameter.schema, description.schemas);
  const [only, ...others] = 'const' in schema ? [schema.const] : listOf(schema.enum);
  if (parameter.required && typeof only === 'string' && others.length === 0 && !/\{\{/.test(only)) return only;
  const usual = schema.default;
  if (!parameter.required || typeof usual !== 'string' || /['{}]/.test(usual)) return form.parameter(parameter);
  const place = form.parameter(parameter, false);
  return place.replace('?}}', ` || '${usual}'}}`);
}

interface QueryPlan {
  form: InputForm;
  planning: Planning;
  refuse: (reason: string) => void;
}

function planQuery(query: Query, parameter: Parameter, { form, planning, refuse }: QueryPlan): void {
  const { name, explode, style, isJson } = parameter;
  const shape = shapeOf(parameter.schema, planning.description.schemas);
  const isMap = shape.types.includes('object');
  if (!isJson && isMap && style !== 'deepObject') {
    planObject(query, parameter, { form, shape, refuse });
    return;
  }
  const value = form.parameter(parameter);
  const hasObjects =
    shape.items !== undefined && shapeOf(shape.items, planning.description.schemas).types.includes('object');
  if (hasObjects && !isJson && style !== 'deepObject') refuse(`The list ${name} of objects is sent as JSON texts.`);
  const hasList = shape.types.includes('array') || shape.hasVariants || shape.types.length === 0;
  if (isJson) query[name] = value;
  else if (style === 'deepObject') query[name] = { value, style: 'deep' };
  else if (hasList && style === 'spaceDelimited') query[name] = { value, style: 'space' };
  else if (hasList && style === 'pipeDelimited') query[name] = { value, style: 'pipe' };
  else if (hasList && (!explode || style === 'tab')) {
    if (style === 'tab') refuse(`The list ${name} is divided by tabs at the app; here by commas.`);
    query[name] = { value, style: 'comma' };
  } else query[name] = value;
}

/** An object in the style of a form stands in the query by its fields. */
function planObject(
  query: Query,
  parameter: Parameter,
  { form, shape, refuse }: { form: InputForm; shape: Shape; refuse: (reason: string) => void },
): void {
  const { name, explode, required } = parameter;
  const fields = Object.entries(shape.properties);
  if (explode && fields.length === 0) {
    refuse(`The object ${name} is sent as ${name}[field]=value: the description names no fields.`);
    query[name] = { value: form.parameter(parameter), style: 'deep' };
    return;
  }
  if (!explode) {
    refuse(`The object ${name} is sent as JSON: how the app reads it is not known here.`);
    query[name] = form.parameter(parameter);
    return;
  }
  for (const [field, schema] of fields) {
    const isRequired = required && shape.required.includes(field);
    query[field] = form.add(field, isNode(schema) ? schema : {}, { isRequired });
  }
}
