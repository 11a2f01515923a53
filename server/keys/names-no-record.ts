import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import type { Id } from '#server/ids.ts';
import { payloadColumns } from './payload-columns.ts';
import { sealedBy } from './record-box.ts';

const stores = [
  { table: 'record', column: 'data' },
  { table: 'record_before', column: 'data' },
  { table: 'record_raw', column: 'raw' },
];

/** Whether a record key that is not used any more has sealed nothing that is still there. Looks at everything, once: what it opens would be lost. */
export async function namesNoRecord(tx: TenantTx, key: Id<'dataKey'>): Promise<boolean> {
  const { record_encryption: state } = await getEnvironment(tx);
  if (state === 'sealing' || state === 'opening') return false;
  const places = [
    ...stores.map(({ table, column }) => ({
      table,
      text: sql.ref(column),
      mine: sql`environment = ${thisEnvironment}`,
    })),
    ...payloadColumns.map(({ table, column, kept }) => ({
      table,
      text: kept === 'json' ? sql`(${sql.ref(column)} #>> '{}')` : sql.ref(column),
      mine: sql`environment_id = ${tx.tenant.environmentId}`,
    })),
  ];
  for (const { table, text, mine } of places) {
    const { rows } = await sql<{ named: boolean }>`
      select exists (select from ${sql.table(table)} where ${mine} and ${sealedBy(text)} = ${key}) as named`.execute(
      tx,
    );
    if (rows[0]?.named !== false) return false;
  }
  return true;
}
