import type { DeclaredConnector } from '#connectors/kit/declared.ts';
import { AppCallError, type Connector, readPath } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { fillText } from '../template.ts';
import { callApp, valuesOf } from './call-app.ts';

type DeclaredCheck = NonNullable<DeclaredConnector['check']>;

/** Whose account it is, by one request. */
export function compileCheck({ request, id, name }: DeclaredCheck, app: string): Connector['check'] {
  return async (context) => {
    const { body } = await callApp(context, request, { values: valuesOf(context), app });
    const found = readPath(body, id);
    if (typeof found !== 'string' && typeof found !== 'number')
      throw new AppCallError(`${app} did not say whose account it is: its answer has no ${id || 'text'}.`, {
        class: 'protocol',
        code: 'unexpected_answer',
        ...(id !== '' && { field: id }),
      });
    const said = typeof body === 'object' && body !== null ? body : {};
    return { id: String(found), name: nameOf(name, { ...valuesOf(context), ...said }, app) || String(found) };
  };
}

/** An account without the usual name is an account all the same. */
function nameOf(template: string, values: Record<string, unknown>, app: string): string | undefined {
  try {
    return fillText({ template, values, app })?.trim();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
