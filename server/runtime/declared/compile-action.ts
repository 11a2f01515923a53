import type { DeclaredAction } from '#connectors/kit/declared.ts';
import type { ConnectorAction } from '#connectors/kit/index.ts';
import { callApp, valuesOf } from './call-app.ts';
import type { SchemaTypes } from './schema-types.ts';

/** An action that is one request. */
export function compileAction(declared: DeclaredAction, app: string, types: SchemaTypes): ConnectorAction {
  const { title, description, input, output, effect, scopes, request, idempotencyHeader, example } = declared;
  const repeat = effect === 'reads' ? 'natural' : declared.repeat;
  const isRepeatable = request.repeatable ?? repeat !== 'none';
  return {
    title,
    ...(description !== undefined && { description }),
    input: types.typeOf(input),
    output: types.typeOf(output === false ? true : output),
    effect,
    repeat,
    ...(scopes !== undefined && { scopes }),
    async run(context, given, { idempotencyKey }) {
      const values = valuesOf(context, { input: given, idempotencyKey });
      const headers = repeat === 'key' && idempotencyHeader ? { [idempotencyHeader]: idempotencyKey } : {};
      const more = { headers, ...(isRepeatable && { repeatable: true }) };
      const { body } = await callApp(context, request, { values, app, more });
      return body ?? null;
    },
    example: example ?? {},
  };
}
