import { sql } from 'kysely';
import { secondsAfter } from '#server/clock.ts';
import { textArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { Lookups } from '#server/mapping/path.ts';
import type { Wait } from './decide-item.ts';
import { endItems, requeueItems } from './items.queries.ts';
import type { LaneName } from './lane.queries.ts';

/** A record of the vendor that another one names, and that is no row of the app as far as anybody knows. */
export interface Missed {
  object: string;
  vendorId: string;
}

/** The same tables; what is looked up in one of links and not found is noted. */
export const noting = (lookups: Lookups, misses: Missed[]): Lookups => ({
  get: (name) => {
    const table = lookups.get(name);
    return (
      table && {
        get: (vendorId: string) => {
          const found = table.get(vendorId);
          if (found === undefined) misses.push({ object: name.slice('link:'.length), vendorId });
          return found;
        },
      }
    );
  },
});

const pauseSeconds = 3;
const longestMs = 900_000;

/** What names a record that is on its way to the app waits until that has come to its end; what names nothing that is there fails. */
export async function letWait(tx: TenantTx, lane: LaneName, waits: readonly Wait[], now: Date): Promise<void> {
  if (waits.length === 0) return;
  const onTheirWay = await listOnTheirWay(
    tx,
    lane,
    waits.flatMap(({ waitsFor }) => waitsFor),
  );
  for (const { id, waitsFor, since, error } of waits) {
    const awaited = waitsFor.find(({ object, vendorId }) => onTheirWay.has(`${object} ${vendorId}`));
    if (awaited && now.getTime() - since.getTime() < longestMs) {
      const message = `It waits until ${awaited.object} ${awaited.vendorId} is written.`;
      const why = { class: 'mapping', message, remedy: 'Nothing to do: it is tried again by itself.' };
      await requeueItems(tx, [id], { error: why, wakeAt: secondsAfter(now, pauseSeconds) });
    } else await endItems(tx, [{ id, state: 'failed', error }], now);
  }
}

async function listOnTheirWay(
  tx: TenantTx,
  { connectionId }: LaneName,
  named: readonly Missed[],
): Promise<Set<string>> {
  const { rows } = await sql<{ object: string; vendor_id: string }>`
    select distinct i.object, i.vendor_id
      from unnest(${textArray(named.map(({ object }) => object))}::text[],
                  ${textArray(named.map(({ vendorId }) => vendorId.replaceAll('\u0000', '')))}::text[]) as u(object, vendor_id)
      join write_item i on i.environment_id = ${tx.tenant.environmentId} and i.connection_id = ${connectionId}
       and i.object = u.object and i.vendor_id = u.vendor_id and i.state in ('queued', 'writing')`.execute(tx);
  return new Set(rows.map(({ object, vendor_id: vendorId }) => `${object} ${vendorId}`));
}
