import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { Clock } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { matchSchema } from '#server/matching/match.ts';
import { fieldsOf } from '#server/runtime/access.ts';
import { type ConnectId, lockOpenConnect } from './connect.queries.ts';
import { authOf, beforeForm } from './ways-in.ts';

const typed = z.record(z.string(), z.unknown());

/** What was typed and not sent. */
export const draftSchema = z.object({
  before: typed.default({}),
  credentials: typed.default({}),
  answers: typed.default({}),
  /** Matches of fields, by the sync's key. */
  mapping: z.record(z.string().max(201), z.array(matchSchema).max(1000)).optional(),
});

export type Draft = z.infer<typeof draftSchema>;

/** Only what the form asks, and nothing that is secret, whatever was sent. */
function open(values: Draft['before'], form: z.ZodObject | undefined): Draft['before'] {
  const names = form
    ? formFields(form).flatMap(({ name, kind, secret }) => (secret || kind === 'password' ? [] : [name]))
    : [];
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name]]] : [])));
}

/** Keeps what somebody is typing, so that a reload loses nothing. It is gone with the step that it was typed for. */
export async function keepDraft(tx: TenantTx, id: ConnectId, draft: Draft, clock: Clock): Promise<void> {
  const row = await lockOpenConnect(tx, id, clock);
  const loaded = await getConnector(tx, (await getIntegration(tx, row.integration_id)).connector);
  const kept: Draft = {
    before: open(draft.before, beforeForm(loaded, row.account_type)),
    credentials: open(draft.credentials, fieldsOf(authOf(loaded, row.account_type))?.fields),
    answers: open(draft.answers, loaded.connector.settings),
    ...(draft.mapping && { mapping: draft.mapping }),
  };
  await tx
    .updateTable('connect')
    .set({ draft: JSON.stringify(kept) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .execute();
}
