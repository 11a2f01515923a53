import { bisect, type Refused } from '#server/db/bisect.ts';
import type { Refusal } from '#server/db/refused-value.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { openFailures, type RecordFailure } from '#server/failures/failure.queries.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import { storable } from './record-name.ts';

const inputLength = 10_000;

/** A record that the database does not take, as a person reads it. */
export function failureOfRefused({ item, refusal }: Refused<IncomingRecord>): RecordFailure {
  return {
    externalId: item.externalId,
    class: 'invalid',
    code: `not_storable_${refusal.code}`,
    field: null,
    message: sentence(refusal),
    remedy: 'Correct the record in the app; the next run takes it over and closes this by itself.',
    input: storable((item.raw ?? item.data).slice(0, inputLength).toWellFormed()),
  };
}

const sentence = ({ reason }: Refusal): string => `The database can’t keep this record: ${reason}.`;

/** Opens failures of a page that the database has refused as a whole: one that is refused itself is told without what it quotes. */
export async function openCarefully(
  tx: TenantTx,
  where: Parameters<typeof openFailures>[1],
  failures: readonly RecordFailure[],
): Promise<void> {
  const refused = await bisect(tx, failures, async (piece) => {
    await openFailures(tx, where, piece);
    return () => undefined;
  });
  const plain = refused.map(({ item, refusal }) => ({
    ...item,
    field: null,
    message: sentence(refusal),
    input: 'null',
  }));
  await openFailures(tx, where, plain);
}
