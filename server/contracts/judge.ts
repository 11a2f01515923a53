import type { Description, Operation } from '../openapi/description.ts';
import { credentialsInQuery, missingAccess } from './judge-access.ts';
import { judgeBody } from './judge-body.ts';
import { judgeParameters } from './judge-parameters.ts';
import { type Match, Routes } from './match-operation.ts';
import { SchemaCheck } from './schema-check.ts';
import type { JudgedRequest, Verdict } from './verdict.ts';

interface Prepared {
  routes: Routes;
  check: SchemaCheck;
}

const prepared = new WeakMap<Description, Prepared>();

/** What is made of a description once: its routes, and its schemas ready to validate. */
export function preparedFor(description: Description): Prepared {
  const known = prepared.get(description);
  if (known !== undefined) return known;
  const made = { routes: new Routes(description), check: new SchemaCheck(description.schemas) };
  prepared.set(description, made);
  return made;
}

/** Judges one request by the app's own description, and strictly: what it does not name is wrong. */
export function judge(description: Description, request: JudgedRequest): Verdict {
  const { routes, check } = preparedFor(description);
  const found = routes.at(request.path);
  const candidates = found.filter(({ operation }) => operation.method === request.method.toUpperCase());
  const match = candidates.find(({ operation }) => hasFixedQuery(operation, request)) ?? candidates[0];
  if (match === undefined) return nowhere(found, request);
  const { operation, places } = match;
  const refuse = (refused: 'auth' | 'content-type' | 'request', reasons: string[]): Verdict => ({
    ok: false,
    refused,
    operation: nameOf(operation),
    reasons,
  });
  const missing = missingAccess(description, operation, request);
  if (missing !== undefined) return refuse('auth', [`it needs ${missing}`]);
  const body = judgeBody(operation, request, check);
  if ('contentType' in body) return refuse('content-type', body.contentType);
  const credentials = credentialsInQuery(description);
  const parameters = judgeParameters({ operation, request, places, check, credentials });
  const reasons = [...parameters, ...body.problems];
  return reasons.length > 0 ? refuse('request', reasons) : { ok: true, operation: nameOf(operation) };
}

/** `GET /v1/customers/{customer}`. */
export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

function nowhere(found: Match[], { method, path }: JudgedRequest): Verdict {
  const methods = [...new Set(found.map(({ operation }) => operation.method))];
  if (methods.length === 0)
    return { ok: false, refused: 'path', operation: undefined, reasons: [`the description has no path ${path}`] };
  const reason = `${path} takes ${methods.join(', ')} and no ${method}`;
  return { ok: false, refused: 'method', operation: undefined, reasons: [reason] };
}

const hasFixedQuery = ({ fixedQuery }: Operation, { query }: JudgedRequest) =>
  Object.entries(fixedQuery).every(([name, value]) => query.get(name) === value);
