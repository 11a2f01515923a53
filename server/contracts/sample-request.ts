import { Validator } from '@cfworker/json-schema';
import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import { type DeclaredConnector, declaredConnectorSchema } from '#connectors/kit/declared.ts';
import type { Description, SecurityNeed, SecurityScheme } from '../openapi/description.ts';
import { inputName } from '../openapi/names.ts';
import { isSchema } from '../openapi/shape.ts';
import { fillRequest } from '../runtime/declared/fill-request.ts';
import { generateValue } from './generate-value.ts';
import { travelling } from './travelling-request.ts';
import type { JudgedRequest } from './verdict.ts';

/** An input that an action's form takes, made from the form itself. */
export function sampleInput(
  definition: DeclaredConnectorInput,
  name: string,
  optional?: 'none' | 'top' | 'all',
): unknown {
  const input = definition.actions?.[name]?.input ?? {};
  const definitions = definition.definitions ?? {};
  if (optional === undefined) {
    // Where alternatives overlap, the fuller ones may be wrong by the form's own schema.
    const validator = new Validator({ ...input, definitions }, '2020-12');
    const tries = (['all', 'top', 'none'] as const).map((kind) => sampleInput(definition, name, kind));
    return tries.find((value) => validator.validate(value).valid) ?? tries[2];
  }
  const lookUp = (reference: string) => {
    const found = definitions[reference.slice('#/definitions/'.length)];
    return isSchema(found) ? found : undefined;
  };
  return generateValue(input, { lookUp, optional, use: 'request' });
}

/** The request that an action of an imported connector sends for an input, ready to be judged. */
export function sampleRequest(
  description: Description,
  definition: DeclaredConnector,
  name: string,
  input: unknown,
): JudgedRequest {
  const action = definition.actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  const filled = fillRequest(action.request, { input }, definition.name);
  const operation = description.operations.find(
    ({ method, path }) =>
      method === filled.method &&
      action.request.path.endsWith(path.replace(/\{([^}]*)\}/g, (_, place) => `{{input.${inputName(place)}}}`)),
  );
  const request = travelling(filled, sampleCredential(description, operation?.security));
  for (const scheme of Object.values(description.schemes))
    if (scheme.kind === 'key' && scheme.in === 'query') request.query.set(scheme.name, 'key-1');
  return request;
}

/** What would let a request in, by whichever way. */
export function sampleCredential(
  { schemes, security: usual }: Description,
  own?: SecurityNeed[],
): Record<string, string> {
  const security = (own ?? usual).slice(0, 1);
  const wanted = security.flatMap((need) => Object.keys(need));
  const kinds = wanted.length > 0 ? wanted.flatMap((name) => schemes[name] ?? []) : Object.values(schemes);
  const isBasic = kinds.length > 0 && kinds.every(({ kind }) => kind === 'basic');
  const keys = Object.values(schemes).flatMap((scheme: SecurityScheme) =>
    scheme.kind === 'key' && scheme.in === 'header' ? [[scheme.name.toLowerCase(), 'key-1'] as const] : [],
  );
  return { authorization: isBasic ? 'Basic bWFyYTprZXk=' : 'Bearer token-1', ...Object.fromEntries(keys) };
}

export const declared = (definition: DeclaredConnectorInput): DeclaredConnector =>
  declaredConnectorSchema.parse(definition);
