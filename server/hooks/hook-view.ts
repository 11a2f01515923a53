import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { time } from '#server/trpc/page.ts';
import { loadHooksOf } from './ask-for-hooks.ts';
import { appHookUrl, subscriptionHookUrl } from './hook-address.ts';
import type { InboundEventRow } from './inbound-event.table.ts';
import { lastEventAt } from './list-events.queries.ts';
import { isWanted } from './subscription.queries.ts';

export const hooksSchema = z
  .object({
    way: z.enum(['none', 'app', 'made', 'entered']).meta({
      description:
        '`none`: the app tells of nothing. `app`: of all its accounts at one address, which is entered where your OAuth app is registered. `made`: of each connection, as Portico asks it to. `entered`: at an address that a person enters at the app.',
    }),
    address: z.string().nullable().meta({
      description: 'What is to be entered at the app; null where nothing is.',
      example: 'https://portico.example/api/hooks/env_01jd3k5q7v2m8x4c6p9r/hks_01jd3k5q7v2m8x4c6p9r',
    }),
    status: z.enum(['off', 'pending', 'active', 'failing']),
    error: z
      .string()
      .nullable()
      .meta({ description: 'Why the app could not be asked, or its subscription not renewed.' }),
    asked: z.boolean().meta({ description: 'Somebody asked for it, also where no sync needs it.' }),
    needed: z.boolean().meta({ description: 'A sync of this connection lives on it.' }),
    expiresAt: time.nullable().meta({ description: 'Portico renews it before.' }),
    lastEventAt: time.nullable(),
  })
  .meta({ id: 'ConnectionHooks' });

export async function showHooks(tx: TenantTx, connectionId: ConnectionId): Promise<z.input<typeof hooksSchema>> {
  const { connection, way, row } = await loadHooksOf(tx, connectionId);
  const { environmentId } = tx.tenant;
  const entered = row?.kind === 'entered' ? { environmentId, subscriptionId: row.id, token: undefined } : undefined;
  const last = row?.last_event_at ?? (await lastEventAt(tx, connectionId));
  return {
    way,
    address:
      way === 'app' ? appHookUrl(environmentId, connection.connector) : entered ? subscriptionHookUrl(entered) : null,
    status: row?.status ?? (way === 'app' ? 'active' : 'off'),
    error: row?.error ?? null,
    asked: row?.asked ?? false,
    needed: await isWanted(tx, connectionId),
    expiresAt: row?.expires_at?.toISOString() ?? null,
    lastEventAt: last?.toISOString() ?? null,
  };
}

export const inboundEventSchema = z
  .object({
    id: z.string().meta({ example: 'evt_01jd3k5q7v2m8x4c6p9r' }),
    connector: z.string(),
    connectionId: z.string().nullable().meta({ description: 'Null where nobody here has connected the account.' }),
    type: z.string().meta({ description: 'In the app’s own words.', example: 'contact.propertyChange' }),
    account: z.string().nullable(),
    object: z.string().nullable(),
    key: z.string().nullable().meta({ description: 'Of the row that it speaks of.' }),
    status: z.enum(['received', 'done', 'dropped', 'failed']),
    reason: z.string().nullable().meta({ description: 'Why it was dropped, or could not be read.' }),
    happenedAt: time.nullable(),
    receivedAt: time,
  })
  .meta({ id: 'InboundEvent' });

export const showEvent = (row: InboundEventRow): z.input<typeof inboundEventSchema> => ({
  id: row.id,
  connector: row.connector,
  connectionId: row.connection_id,
  type: row.type,
  account: row.account,
  object: row.object,
  key: row.external_id,
  status: row.status,
  reason: row.reason,
  happenedAt: row.happened_at?.toISOString() ?? null,
  receivedAt: row.received_at.toISOString(),
});
