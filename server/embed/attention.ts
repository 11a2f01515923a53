import type { z } from 'zod';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import { reasonSentence } from '#server/connections/reason-sentence.ts';
import { type Definition, syncKey } from '#server/integrations/definition.ts';
import { mappingSchema } from '#server/mapping/mapping-document.ts';
import { brokenMatches } from '#server/matching/broken-matches.ts';
import { brokenSentence } from '#server/matching/broken-sentence.ts';
import { runErrorSchema } from '#server/runs/run-error.ts';
import { parseDescription, parseDrift } from '#server/syncs/drift.ts';
import type { attention } from './embed-schemas.ts';
import type { SyncState } from './sync-states.queries.ts';

type Attention = z.infer<typeof attention>;

/** Why an installation needs somebody, if it does. A connection that lost its access comes before a sync that failed. */
export function attentionOf(
  app: string,
  connection: ConnectionRow,
  syncs: readonly SyncState[],
  definition: Definition | undefined,
): Attention | null {
  if ((connection.status === 'needs_reauth' || connection.status === 'misconfigured') && connection.reason) {
    const sentence = reasonSentence(app, connection.reason, connection.reason_detail);
    const said = connection.reason === 'missing_scope' ? connection.reason_detail : null;
    return {
      ...{ reason: connection.reason, sentence, remedy: 'reconnect', code: connection.reason },
      values: { app, ...(said && { said }) },
    };
  }
  for (const sync of syncs) {
    const lost = sync.status === 'active' && lostBy(app, sync, definition);
    if (lost) return lost;
    const error = failureOf(sync);
    if (!error) continue;
    const waits = sync.run_status === 'queued';
    return {
      reason: ['app_down', 'timeout', 'network', 'rate_limited'].includes(error.class) ? 'app_down' : 'sync_failed',
      sentence: error.sentence,
      remedy: waits ? 'wait' : 'retry',
      code: error.class,
      values: { app, ...(error.said && { said: error.said }) },
    };
  }
  return null;
}

/** A field of the app is gone that the customer's mapping is made of, and the customer may choose another one. */
function lostBy(app: string, sync: SyncState, definition: Definition | undefined): Attention | null {
  const key = syncKey(sync);
  const open = definition?.syncs.find((one) => syncKey(one) === key)?.matching;
  const drift = parseDrift(sync.drift);
  if (!open || drift.length === 0 || sync.mapping === null) return null;
  const fields = parseDescription(sync.fields)?.fields ?? [];
  const [first] = brokenMatches(mappingSchema.parse(sync.mapping), drift, fields);
  if (!first) return null;
  const { sentence, remedy, ...lost } = brokenSentence(app, first, fields);
  return { reason: 'fields_changed', sentence: `${sentence} ${remedy}`, remedy: 'remap', sync: key, lost };
}

/** The error that the sync stands at: of its run that sleeps, or of the last one that failed. */
export function failureOf(sync: SyncState) {
  const stands = sync.run_status === 'failed' || sync.run_status === 'queued';
  return stands && sync.run_error ? runErrorSchema.parse(sync.run_error) : null;
}
