import { z } from 'zod';
import type { DeclaredConnector } from '#connectors/kit/declared.ts';
import type { Connector } from '#connectors/kit/index.ts';
import { compileAction } from './compile-action.ts';
import { compileAccountTypes, compileAuth } from './compile-auth.ts';
import { compileCheck } from './compile-check.ts';
import { compileErrors } from './compile-errors.ts';
import { compileForm } from './compile-form.ts';
import { compileObject } from './compile-object.ts';
import { compileOptions } from './compile-options.ts';
import { SchemaTypes } from './schema-types.ts';

/** A connector that is data, as one that the engine runs. What it does not declare is missing here, too. */
export function compileConnector(declared: DeclaredConnector): Connector {
  const { name, auth, accountTypes, before, appFields, settings, check, errors, objects, actions, options } = declared;
  const { category, description, docs, version, baseUrl, headers, hosts, limits, limitHeaders } = declared;
  const types = new SchemaTypes(declared.definitions);
  const form = (schema: Record<string, unknown>) => compileForm(schema, types);
  return {
    name,
    category,
    description,
    docs,
    version,
    auth: compileAuth(auth, types),
    ...(accountTypes && { accountTypes: compileAccountTypes(accountTypes, types) }),
    ...(before && { before: form(before) }),
    ...(appFields && { appFields: form(appFields) }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(headers && { headers }),
    ...(hosts && { hosts }),
    ...(limits && { limits }),
    ...(limitHeaders && { limitHeaders }),
    settings: settings ? form(settings) : z.object({}),
    ...(check && { check: compileCheck(check, name) }),
    ...(errors && { errors: compileErrors(errors) }),
    objects: mapped(objects, (object) => compileObject(object, name, types)),
    ...(Object.keys(actions).length > 0 && {
      actions: mapped(actions, (action) => compileAction(action, name, types)),
    }),
    ...(options && { options: mapped(options, (one) => compileOptions(one, name)) }),
  };
}

const mapped = <From, To>(record: Record<string, From>, make: (from: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
