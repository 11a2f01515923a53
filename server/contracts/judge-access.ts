import type { Description, Operation, SecurityScheme } from '../openapi/description.ts';
import type { JudgedRequest } from './verdict.ts';

/** What is missing to be let in, as the description has it; undefined: nothing. */
export function missingAccess(
  description: Description,
  operation: Operation,
  request: JudgedRequest,
): string | undefined {
  const needs = operation.security ?? description.security;
  if (needs.length === 0) return undefined;
  const missing = needs.map((need) => Object.keys(need).filter((name) => !isThere(description.schemes[name], request)));
  if (missing.some((names) => names.length === 0)) return undefined;
  return missing.map((names) => names.join(' and ')).join(', or ');
}

/** Query parameters that a credential may travel in. */
export function credentialsInQuery({ schemes }: Description): string[] {
  return Object.values(schemes).flatMap((scheme) =>
    scheme.kind === 'key' && scheme.in === 'query' ? [scheme.name] : [],
  );
}

function isThere(scheme: SecurityScheme | undefined, { headers, query }: JudgedRequest): boolean {
  const authorization = headers.authorization ?? '';
  if (scheme === undefined) return authorization !== '';
  if (scheme.kind === 'certificate') return true;
  if (scheme.kind === 'basic') return /^basic \S/i.test(authorization);
  if (scheme.kind !== 'key') return /^(bearer|token|bot) \S/i.test(authorization);
  if (scheme.in === 'query') return Boolean(query.get(scheme.name));
  if (scheme.in === 'header') return Boolean(headers[scheme.name.toLowerCase()]);
  return (headers.cookie ?? '').split(/;\s*/).some((cookie) => cookie.startsWith(`${scheme.name}=`));
}
