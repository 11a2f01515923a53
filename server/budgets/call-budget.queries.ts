import { sql } from 'kysely';
import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import type { BudgetState } from './grant.ts';
import type { LimitKey } from './limit-keys.ts';

const times = z.record(z.string(), z.number());
const askers = z.record(z.string(), z.object({ until: z.number(), slot: z.number(), taken: z.number() }));

/** The rows of these limits, made where they are missing and locked in their order; `now` is taken once all are ours. */
export async function lockBudgets(tx: TenantTx, keys: LimitKey[]): Promise<{ states: BudgetState[]; now: number }> {
  const environment_id = tx.tenant.environmentId;
  const rows = await tx
    .insertInto('call_budget')
    .values(
      keys.map(({ subject, rate, connectionId, customerId }) => ({
        environment_id,
        subject,
        rate,
        connection_id: connectionId,
        customer_id: customerId,
        told_left: null,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'subject', 'rate'])
        .doUpdateSet((eb) => ({ slot: eb.ref('call_budget.slot') })),
    )
    .returningAll()
    .returning(sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.as('now'))
    .execute();
  const byKey = new Map(rows.map((row) => [`${row.subject} ${row.rate}`, row]));
  return {
    now: Math.max(...rows.map((row) => row.now)),
    states: keys.map(({ subject, rate }) => stateOf(byKey.get(`${subject} ${rate}`))),
  };
}

/** What is known of these limits, without waiting for anybody. */
export async function readBudgets(tx: TenantTx, keys: LimitKey[]): Promise<{ states: BudgetState[]; now: number }> {
  const rows = await tx
    .selectFrom('call_budget')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where((eb) =>
      eb(
        eb.refTuple('subject', 'rate'),
        'in',
        keys.map(({ subject, rate }) => eb.tuple(subject, rate)),
      ),
    )
    .execute();
  const clock = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(tx);
  const byKey = new Map(rows.map((row) => [`${row.subject} ${row.rate}`, row]));
  return {
    now: clock.rows[0]?.now ?? Date.now(),
    states: keys.map(({ subject, rate }) => stateOf(byKey.get(`${subject} ${rate}`))),
  };
}

export async function saveBudgets(tx: TenantTx, keys: LimitKey[], states: BudgetState[]): Promise<void> {
  const values = keys.flatMap(({ subject, rate }, index) => {
    const state = states[index];
    return state === undefined ? [] : [{ subject, rate, ...state }];
  });
  await sql`update call_budget as b
    set slot = v.slot, used = array(select jsonb_array_elements_text(v.used)::integer),
        paused_until = v."pausedUntil", told_left = v."toldLeft", told_until = v."toldUntil",
        interactive_at = v."interactiveAt", askers = v.askers, leases = v.leases
    from jsonb_to_recordset(${JSON.stringify(values.map(whole))}::jsonb) as v(subject text, rate text, slot bigint, used jsonb,
        "pausedUntil" bigint, "toldLeft" integer, "toldUntil" bigint, "interactiveAt" bigint, askers jsonb, leases jsonb)
    where b.environment_id = ${tx.tenant.environmentId} and b.subject = v.subject and b.rate = v.rate`.execute(tx);
}

/** The database keeps whole milliseconds. */
function whole<State extends BudgetState>(state: State): State {
  return {
    ...state,
    pausedUntil: Math.ceil(state.pausedUntil),
    toldUntil: Math.ceil(state.toldUntil),
    interactiveAt: Math.floor(state.interactiveAt),
  };
}

interface Row {
  slot: number;
  used: number[];
  paused_until: number;
  told_left: number | null;
  told_until: number;
  interactive_at: number;
  askers: unknown;
  leases: unknown;
}

function stateOf(row: Row | undefined): BudgetState {
  return {
    slot: row?.slot ?? 0,
    used: row?.used ?? [],
    pausedUntil: row?.paused_until ?? 0,
    toldLeft: row?.told_left ?? null,
    toldUntil: row?.told_until ?? 0,
    interactiveAt: row?.interactive_at ?? 0,
    askers: askers.parse(row?.askers ?? {}),
    leases: times.parse(row?.leases ?? {}),
  };
}
