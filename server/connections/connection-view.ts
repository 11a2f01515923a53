import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import type { ListedConnection } from './connection-list.queries.ts';
import { reasonSentence } from './reason-sentence.ts';

/** How the API and the console show a connection. */
export const connectionSchema = z
  .object({
    id: z.string().meta({ example: 'con_01jd3k5q7v2m8x4c6p9r' }),
    customer: z.object({ id: z.string(), name: z.string() }),
    installationId: z.string(),
    integration: z.object({ slug: z.string(), name: z.string() }),
    connector: z.string(),
    status: z.enum(['active', 'needs_reauth', 'misconfigured', 'paused', 'disconnected']),
    reason: z.enum(['expired', 'revoked', 'missing_scope', 'misconfigured']).nullable(),
    reasonSentence: z.string().nullable().meta({ description: 'Why it needs a person, in words.' }),
    accountType: z
      .string()
      .nullable()
      .meta({ description: 'Which of the kinds of account that the app has, where it has several.' }),
    account: z.string().nullable().meta({ description: 'The account at the app, as the app names it.' }),
    grantedScopes: z.array(z.string()),
    createdAt: time,
    statusChangedAt: time,
    credentialExpiresAt: time
      .nullable()
      .meta({ description: 'When the access ends unless it is renewed, which happens by itself.' }),
  })
  .meta({ id: 'Connection' });

export const showConnection = (row: ListedConnection): z.input<typeof connectionSchema> => ({
  id: row.id,
  customer: { id: row.customer_id, name: row.customer_name },
  installationId: row.installation_id,
  integration: { slug: row.integration_slug, name: row.integration_name },
  connector: row.connector,
  status: row.status,
  reason: row.reason,
  reasonSentence: row.reason ? reasonSentence(row.integration_name, row.reason, row.reason_detail) : null,
  accountType: row.account_type,
  account: row.account_name,
  grantedScopes: row.granted_scopes,
  createdAt: row.created_at.toISOString(),
  statusChangedAt: row.status_changed_at.toISOString(),
  credentialExpiresAt: row.credential_expires_at?.toISOString() ?? null,
});
