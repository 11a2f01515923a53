import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { type ConnectAnswer, connectAnswer } from '#server/embed/embed-schemas.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { installationView } from '#server/embed/installation-view.ts';
import { baseUrl } from '#server/env.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import { definitionSchema } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import type { ConnectRow } from './connect.table.ts';
import { failures, hasEnded } from './connect.ts';
import { reviewOf } from './review.ts';

/** The popup's address. It carries no token: an id that is worth nothing without the browser that holds the code. */
export const popupUrl = (row: Pick<ConnectRow, 'environment_id' | 'id'>): string =>
  `${baseUrl()}/connect/${row.environment_id}/${row.id}`;

const answersSchema = z.record(z.string(), z.unknown());

/** A connect as the SDK sees it. `handoff` is only in the answer that made it. */
export async function connectView(
  tx: TenantTx,
  row: ConnectRow,
  now: Date,
  handoff: string | null = null,
): Promise<ConnectAnswer> {
  const integration = await getIntegration(tx, row.integration_id);
  const { connector } = await getConnector(integration.connector);
  const expired = !hasEnded(row.stage) && row.expires_at <= now;
  const stage = expired ? 'failed' : row.stage;
  const byPopup = connector.auth.kind === 'oauth2';
  const atAuthorize = stage === 'authorize' || stage === 'failed';
  return connectAnswer.parse({
    id: row.id,
    integration: integration.slug,
    stage,
    popupUrl: atAuthorize && byPopup ? popupUrl(row) : null,
    handoff,
    fields:
      connector.auth.kind === 'database' && atAuthorize
        ? formFields(connector.auth.fields)
        : stage === 'after'
          ? formFields(connector.settings)
          : [],
    answers: answersSchema.parse(row.answers),
    account: row.account_name,
    warning: row.warning ?? null,
    review:
      stage === 'review'
        ? reviewOf({
            app: connector.name,
            vendor: await vendorName(tx),
            syncs: definitionSchema.parse(integration.definition).syncs,
          })
        : null,
    failure: expired ? failures.expired() : (row.failure ?? null),
    installation: stage === 'done' && row.installation_id ? await installationView(tx, row.installation_id, now) : null,
  });
}
