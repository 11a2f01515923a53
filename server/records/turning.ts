import { type RawBuilder, sql } from 'kysely';
import type { Id } from '#server/ids.ts';
import { sealedBy } from '#server/keys/record-box.ts';

/** What texts are to become: sealed with this key, or plain. */
export interface Turning {
  isSealing: boolean;
  key: Id<'dataKey'> | undefined;
}

/** Whether a text is not yet what it is to become, as SQL. What is empty says nothing. */
export const isToTurn = (text: RawBuilder<unknown>, { isSealing, key }: Turning): RawBuilder<boolean> =>
  isSealing
    ? sql`(${text} not in ('', '{}', '[]') and ${sealedBy(text)} is distinct from ${key ?? null})`
    : sql`(left(${text}, 1) = '~')`;

export function refuseEnded(ending: AbortSignal): void {
  if (ending.aborted) throw new Error('The worker stops, or its time is over; another one goes on.');
}
