import type { TenantTx } from '#server/db/tenant.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import type { KnownRow } from '#server/records/known-rows.ts';
import { slotsOfKeys } from '#server/records/record-store.ts';

/** What is kept of rows that were read, so that they need not be read the next time. */
export async function rowsToRemember(
  tx: TenantTx,
  stream: number,
  records: readonly IncomingRecord[],
  slotOf: ReadonlyMap<string, number>,
): Promise<KnownRow[]> {
  const last = [...new Map(records.map((record) => [record.externalId, record])).values()];
  const texts = last.flatMap(({ externalId, text }) => (text ? [{ externalId, text }] : []));
  const others = texts.filter(({ externalId }) => !slotOf.has(externalId));
  const slots = await slotsOfKeys(
    tx,
    stream,
    others.map(({ externalId }) => externalId),
  );
  return texts.flatMap(({ externalId, text }) => {
    const slot = slotOf.get(externalId) ?? slots.get(externalId);
    return slot === undefined ? [] : [{ ...text, slot }];
  });
}
