import type { DeclaredAuth, DeclaredConnector } from '#connectors/kit/declared.ts';
import type { AccountType, ConnectorAuth } from '#connectors/kit/index.ts';
import { compileForm } from './compile-form.ts';
import type { SchemaTypes } from './schema-types.ts';

/** A way in with its form as the engine reads it; all else of it is data already. */
export function compileAuth(auth: DeclaredAuth, types: SchemaTypes): ConnectorAuth {
  switch (auth.kind) {
    case 'oauth2':
    case 'mcp':
    case 'none':
      return auth;
    case 'oauth1': {
      const { fields, ...rest } = auth;
      return fields === undefined ? rest : { ...rest, fields: compileForm(fields, types) };
    }
    default:
      return { ...auth, fields: compileForm(auth.fields, types) };
  }
}

export function compileAccountTypes(
  declared: NonNullable<DeclaredConnector['accountTypes']>,
  types: SchemaTypes,
): Record<string, AccountType> {
  const entries = Object.entries(declared).map(([name, { auth, ...type }]): [string, AccountType] => [
    name,
    auth === undefined ? type : { ...type, auth: compileAuth(auth, types) },
  ]);
  return Object.fromEntries(entries);
}
