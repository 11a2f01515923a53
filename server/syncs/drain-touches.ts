import type { Connector, ConnectorContext } from '#connectors/kit/index.ts';
import type { Clock } from '#server/clock.ts';
import { orCarefully } from '#server/db/refused-value.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { openFailures } from '#server/failures/failure.queries.ts';
import { recordStep } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import type { PageReader } from './read-row.ts';
import { readTouched } from './read-touched.ts';
import { failureOfRefused, openCarefully } from './refused-records.ts';
import { MappingChanged } from './run-ends.ts';
import type { SyncRow } from './sync.table.ts';
import { countTouches, deleteTouches, listTouches } from './touch.queries.ts';
import { lockForRun } from './write-page.ts';
import { writeTouched } from './write-touched.ts';

interface Drain {
  tenant: Tenant;
  run: RunRow;
  sync: SyncRow;
  object: Connector['objects'][string];
  context: ConnectorContext<unknown>;
  read: PageReader;
  /** Filled by the context's `onCall`; taken over by the step. */
  calls: object[];
  signal: AbortSignal;
  clock: Clock;
}

const batch = 50;
/** From here on, an incremental pass takes fewer calls than asking for each row. */
const fewerByPass = 500;

/** What has to be read by a pass after all. */
interface Drained {
  /** Something has changed, and it was not said what; or there is no other way to read what was said. */
  needsPass: boolean;
  /** The pass reads the rows that were named, too. */
  passReadsNamed: boolean;
}

/** Reads the rows that hooks named, and stores them page by page, each page with what it has done of the list. */
export async function drainTouches(drain: Drain): Promise<Drained> {
  const { tenant, sync, object, signal } = drain;
  const waiting = await withTenant(tenant, (tx) => countTouches(tx, sync.id, fewerByPass));
  const passIsCheaper =
    waiting.keys >= fewerByPass && object.incremental && object.reportsDeletes && sync.watermark !== null;
  if (!object.get || passIsCheaper) return { needsPass: waiting.keys > 0 || waiting.unnamed, passReadsNamed: true };
  while (!signal.aborted && (await drainBatch(drain)) === batch);
  return { needsPass: waiting.unnamed, passReadsNamed: false };
}

async function drainBatch({ tenant, run, sync, object, context, read, calls, clock }: Drain): Promise<number> {
  const touches = await withTenant(tenant, (tx) => listTouches(tx, sync.id, batch));
  if (touches.length === 0) return 0;
  const startedAt = new Date();
  const touched = await readTouched(
    { object, context, read },
    touches.map((touch) => touch.key),
  );
  const fetchMs = Date.now() - startedAt.getTime();
  const now = clock.now();
  const store = async (tx: TenantTx, isCareful: boolean): Promise<void> => {
    const began = performance.now();
    const locked = await lockForRun(tx, sync.id, run);
    if (locked.mapping_version !== sync.mapping_version) throw new MappingChanged();
    const { lastSeq, refused, ...counts } = await writeTouched(tx, locked, touched, { isCareful, now });
    const failures = [...touched.failures, ...refused.map(failureOfRefused)];
    const open = isCareful ? openCarefully : openFailures;
    await open(tx, { syncId: sync.id, customerId: sync.customer_id, runId: run.id, now }, failures);
    await deleteTouches(tx, sync.id, touches);
    await recordStep(
      tx,
      run,
      {
        ...counts,
        kind: 'hook',
        startedAt,
        fetchMs,
        storeMs: Math.round(performance.now() - began),
        calls: calls.splice(0),
        seen: touches.length,
        failed: failures.length,
        stream: locked.stream,
        firstSeq: locked.last_seq,
        lastSeq,
      },
      undefined,
    );
  };
  await orCarefully((isCareful) => withTenant(tenant, (tx) => store(tx, isCareful)));
  return touches.length;
}
