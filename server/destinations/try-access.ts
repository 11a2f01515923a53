import { z } from 'zod';
import { AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { admitAccount } from '#server/connects/admit-account.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { type Access, accessOf, fieldsOf, openFields } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { describeIssue } from '#server/trpc/describe-issue.ts';
import { destinationOf } from './destination-of.ts';
import { explainDestination } from './explain-destination.ts';

/** How a destination is got into, as a person fills it in. */
export const destinationAccess = z.strictObject({
  accountType: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Where the connector has several ways in.', example: 'amazon' }),
  fields: z
    .record(z.string().max(100), z.unknown())
    .meta({ description: 'How to get in: the fields of the connector’s own form.' }),
  settings: z
    .record(z.string().max(100), z.unknown())
    .default({})
    .meta({ description: 'What the connector asks of a destination: a schema, a folder. All have defaults.' }),
});

export interface TriedAccess {
  loaded: LoadedConnector;
  access: Access;
  accountType: string | null;
  credential: Credential;
  settings: Record<string, unknown>;
  account: string;
  learnt: Record<string, string>;
}

/** Gets in with what was filled in, or says at which field it fails. Nothing is kept. */
export async function tryAccess(
  environmentId: EnvironmentId,
  connector: string,
  input: z.output<typeof destinationAccess>,
): Promise<TriedAccess> {
  const accountType = input.accountType ?? null;
  const loaded = await withTenant({ environmentId }, (tx) => getConnector(tx, connector));
  const settings = checked(destinationOf(loaded).settings, input.settings, 'settings');
  const access = accessOf({ connector: loaded, accountType, client: undefined, learnt: {} });
  const form = fieldsOf(access.auth);
  const fields = form ? checked(form.fields, input.fields, 'fields') : {};
  const credential = await obtainCredential({ access, fields, now: new Date() });
  const answered = openFields(access.auth, fields);
  const candidate = { access, accountType, credential, grantedScopes: [], answered, learnt: {} };
  const { learnt, account } = await admitAccount(candidate).catch((error: unknown) => {
    if (!isAppCallError(error) || error.details.class !== 'auth') throw error;
    throw new AppError('app_refused', `${loaded.connector.name} did not let us in: ${error.message}`, {
      field: 'fields',
      remedy: 'Check user, password and keys.',
      cause: error,
    });
  });
  return { loaded, access, accountType, credential, settings, account: account.name, learnt };
}

/** Why records could not be written with this access, as far as that shows beforehand; null where nothing speaks against it. */
export async function writeProblem(tried: TriedAccess, signal: AbortSignal) {
  const { loaded, access, credential, settings, learnt } = tried;
  const { check, settings: schema } = destinationOf(loaded);
  if (!check) return null;
  const context = createContext({
    access: { ...access, values: { ...access.values, ...learnt } },
    ...{ settings: {}, learnt, signal },
    source: {
      get: async () => credential,
      refused: async (_used, refusal) => {
        throw refusal ?? new AppCallError('The access was refused.', { class: 'auth' });
      },
    },
  });
  try {
    await check(context, schema.parse(settings));
    return null;
  } catch (thrown) {
    if (!isAppCallError(thrown)) throw thrown;
    return explainDestination(loaded.connector.name, thrown).error;
  } finally {
    await context.close();
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, at: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const { field, sentence } = issue
    ? describeIssue(issue, value)
    : { field: undefined, sentence: 'Something is missing.' };
  throw new AppError('invalid', sentence, {
    field: field === undefined ? at : `${at}.${field}`,
    remedy: 'Look at the connector’s own form and at the description of this call.',
  });
}
