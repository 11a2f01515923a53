import type { DeclaredObject } from '#connectors/kit/declared.ts';
import { AppCallError, type ConnectorObject, pullPages, readPath } from '#connectors/kit/index.ts';
import { listOf, listRequest } from './compile-list.ts';
import type { SchemaTypes } from './schema-types.ts';

/** Something that is synced, out of a list and its pager. */
export function compileObject(declared: DeclaredObject, app: string, types: SchemaTypes): ConnectorObject {
  const { label, row, key, list, scopes } = declared;
  return {
    label,
    row: types.typeOf(row, (value) =>
      keyIn(value, key) === undefined ? `has no ${key}, which is its key` : undefined,
    ),
    key: (value) => {
      const found = keyIn(value, key);
      if (found !== undefined) return found;
      throw new AppCallError(`A row of ${app} has no ${key}, which is its key.`, { class: 'mapping', field: key });
    },
    incremental: list.since !== undefined,
    reportsDeletes: false,
    ...(scopes !== undefined && { scopes }),
    pull: (context, request) =>
      pullPages({ ...listOf(list), request: ({ since }) => listRequest(list, context, { app, since }) })(
        context,
        request,
      ),
  };
}

function keyIn(row: unknown, path: string): string | undefined {
  const key = readPath(row, path);
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' && key !== '' ? key : undefined;
}
