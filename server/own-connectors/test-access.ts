import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import { oauthClient } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type EnvironmentId, idSchema } from '#server/ids.ts';
import { type Access, accessOf, fieldsOf, openFields, usesPopup } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import type { ContextInput, CredentialSource } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';

const texts = z.record(z.string().max(100), z.string().max(100_000));

/** As whom a draft is tried: a connection that there is, or what is typed in for this one call and never kept. */
export const testAsSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('connection'), connection: idSchema('connection') }),
    z.strictObject({
      kind: z.literal('typed'),
      accountType: z.string().max(100).optional(),
      before: texts.default({}).meta({ description: 'Answers to what is asked before authorising.' }),
      fields: z
        .record(z.string().max(100), z.unknown())
        .default({})
        .meta({ description: 'What the customer would fill in.' }),
      accessToken: z.string().max(20_000).optional().meta({ description: 'For a sign-in: a token that you have.' }),
    }),
  ])
  .meta({ description: 'As whom: a connection, or values typed in for this call and never kept.' });

export interface TestAccess {
  access: Access;
  learnt: Record<string, string>;
  /** Lets in; made when it is asked for first. */
  source: CredentialSource;
  budgets?: ContextInput['budgets'];
}

interface Wanted {
  environmentId: EnvironmentId;
  loaded: LoadedConnector;
  as: z.output<typeof testAsSchema>;
}

/** By what a test is let in. */
export function testAccess({ environmentId, loaded, as }: Wanted): Promise<TestAccess> {
  return withTenant({ environmentId }, async (tx) => {
    if (as.kind === 'connection') return connectionAccess(tx, loaded, as.connection);
    const client = await oauthClient(tx, loaded.slug);
    const first = accessOf({ connector: loaded, accountType: as.accountType ?? null, client, learnt: as.before });
    const fields = parsedFields(first, as.fields);
    const learnt = { ...as.before, ...openFields(first.auth, fields) };
    const access = { ...first, values: { ...first.values, ...learnt } };
    let credential: Promise<Credential> | undefined;
    const get = () => {
      credential ??= typedCredential(access, fields, as.accessToken);
      return credential;
    };
    const refused: CredentialSource['refused'] = async (_used, refusal) => {
      throw refusal ?? new AppError('app_refused', 'The app did not accept what was typed in.');
    };
    return { access, learnt, source: { get, refused } };
  });
}

async function connectionAccess(
  tx: TenantTx,
  loaded: LoadedConnector,
  id: Extract<Wanted['as'], { kind: 'connection' }>['connection'],
): Promise<TestAccess> {
  const connection = await getConnection(tx, id);
  if (connection.connector !== loaded.slug)
    throw new AppError('invalid', 'This connection is not one of this connector.', {
      field: 'as.connection',
      remedy: 'Choose another one, or type in what a customer would.',
    });
  const learnt = texts.parse(connection.learnt);
  const client = await oauthClient(tx, loaded.slug);
  const tenant = { environmentId: tx.tenant.environmentId };
  return {
    access: accessOf({ connector: loaded, accountType: connection.account_type, client, learnt }),
    learnt,
    source: credentialSource({ tenant, connectionId: id, clock: systemClock }),
    budgets: connectionBudgets({ tenant, connectionId: id, customerId: connection.customer_id }),
  };
}

function parsedFields({ auth }: Access, given: Record<string, unknown>): Record<string, unknown> {
  const form = fieldsOf(auth);
  if (!form) return {};
  const parsed = form.fields.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid', issue?.message ?? 'Something is missing.', {
    field: ['as', 'fields', ...(issue?.path ?? [])].map(String).join('.'),
    remedy: 'Fill it in: it is used for this call and not kept.',
  });
}

async function typedCredential(access: Access, fields: Record<string, unknown>, token?: string): Promise<Credential> {
  if (access.auth.kind === 'none') return { kind: 'none' };
  if (!usesPopup(access.auth)) return obtainCredential({ access, fields, now: new Date() });
  if (token)
    return { kind: 'oauth2', accessToken: token, refreshToken: null, expiresAt: null, tokenType: 'Bearer', scope: [] };
  throw new AppError('invalid', `${access.connector.connector.name} is signed in to: a test needs a token.`, {
    field: 'as.accessToken',
    remedy: 'Paste an access token, or publish, connect an account and test with that connection.',
  });
}
