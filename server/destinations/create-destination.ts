import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { admitAccount } from '#server/connects/admit-account.ts';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type EnvironmentId, newId } from '#server/ids.ts';
import { seal } from '#server/keys/seal.ts';
import { accessOf, fieldsOf, openFields } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { serialiseCredential } from '#server/runtime/credential.ts';
import { describeIssue } from '#server/trpc/describe-issue.ts';
import { credentialPlace } from './destination.queries.ts';
import type { DestinationRow } from './destination.table.ts';
import { destinationOf } from './destination-of.ts';

export const newDestination = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Warehouse' }),
  connector: z
    .string()
    .max(100)
    .meta({ description: 'One that can take records: a database, a bucket.', example: 'postgres' }),
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
  customer: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Id or your own id of a customer; all of them without it.' }),
  model: z.string().min(1).max(100).optional().meta({ description: 'One model; all without it.', example: 'contact' }),
});

/** Tries the access, then keeps it sealed. What was there before the destination was made is delivered too. */
export async function createDestination(
  environmentId: EnvironmentId,
  input: z.output<typeof newDestination>,
): Promise<DestinationRow> {
  const accountType = input.accountType ?? null;
  const { loaded, customerId } = await withTenant({ environmentId }, async (tx) => ({
    loaded: await getConnector(tx, input.connector),
    customerId: input.customer === undefined ? null : await resolveCustomer(tx, input.customer),
  }));
  const settings = checked(destinationOf(loaded).settings, input.settings, 'settings');
  const access = accessOf({ connector: loaded, accountType, client: undefined, learnt: {} });
  const form = fieldsOf(access.auth);
  const fields = form ? checked(form.fields, input.fields, 'fields') : {};
  const now = new Date();
  const credential = await obtainCredential({ access, fields, now });
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
  return withTenant({ environmentId }, async (tx) => {
    const id = newId('destination');
    return tx
      .insertInto('destination')
      .values({
        environment_id: environmentId,
        id,
        name: input.name,
        connector: input.connector,
        account_type: accountType,
        account_name: account.name,
        learnt: JSON.stringify(learnt),
        credential: await seal(tx, credentialPlace(id), serialiseCredential(credential)),
        settings: JSON.stringify(settings),
        customer_id: customerId,
        model: input.model ?? null,
        status: 'active',
        next_attempt_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
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
