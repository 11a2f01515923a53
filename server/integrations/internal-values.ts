import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type CustomerId, type Id, type IntegrationId, newId } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';
import type { Question } from './questions.ts';

const valuesSchema = z.record(z.string(), z.union([z.string().max(10_000), z.number(), z.boolean()]));
export type InternalValues = z.infer<typeof valuesSchema>;

const place = (id: Id<'internalValue'>) => ({ table: 'internal_value', row: id, column: 'sealed' });

interface Of {
  integrationId: IntegrationId;
  customerId: CustomerId;
}

const rowOf = (tx: TenantTx, { integrationId, customerId }: Of) =>
  tx
    .selectFrom('internal_value')
    .select(['id', 'sealed'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', integrationId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();

/** What the vendor alone has set for a customer. It never leaves the server. */
export async function loadInternalValues(tx: TenantTx, of: Of): Promise<InternalValues> {
  const row = await rowOf(tx, of);
  return row ? valuesSchema.parse(JSON.parse(await open(tx, place(row.id), row.sealed))) : {};
}

interface SetValues extends Of {
  /** Null takes a value away. */
  values: Record<string, string | number | boolean | null>;
  questions: readonly Question[];
  by: string;
  now: Date;
}

/** Sets values for a customer, each under the name of a question that is the vendor's alone; the others stay. */
export async function setInternalValues(tx: TenantTx, { values, questions, by, now, ...of }: SetValues) {
  const internal = questions.filter(({ internalOnly }) => internalOnly).map(({ name }) => name);
  const unknown = Object.keys(values).find((name) => !internal.includes(name));
  if (unknown !== undefined) {
    throw new AppError('invalid', `${unknown} is no question that you alone answer.`, {
      field: `values.${unknown}`,
      remedy: internal.length > 0 ? `Those are: ${internal.join(', ')}.` : 'Make it internalOnly, and publish that.',
    });
  }
  const known = await rowOf(tx, of);
  const before = known ? await loadInternalValues(tx, of) : {};
  const kept = Object.entries({ ...before, ...values }).filter(([, value]) => value !== null);
  const id = known?.id ?? newId('internalValue');
  const names = kept.map(([name]) => name);
  const sealed = await seal(tx, place(id), JSON.stringify(valuesSchema.parse(Object.fromEntries(kept))));
  await tx
    .insertInto('internal_value')
    .values({
      ...{ environment_id: tx.tenant.environmentId, id, integration_id: of.integrationId, customer_id: of.customerId },
      ...{ sealed, names, changed_by: by, changed_at: now },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'integration_id', 'customer_id'])
        .doUpdateSet({ sealed, names, changed_by: by, changed_at: now }),
    )
    .execute();
  return names;
}
