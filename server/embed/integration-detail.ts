import type { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { findInstallation } from '#server/installations/installation.queries.ts';
import { definitionSchema } from '#server/integrations/definition.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { listCatalogue } from './catalogue.ts';
import type { integrationDetail } from './embed-schemas.ts';
import { formFields } from './form-fields.ts';
import { installationView } from './installation-view.ts';

type IntegrationDetail = z.infer<typeof integrationDetail>;

/** One integration with everything that its page shows. */
export async function getIntegrationDetail(tx: TenantTx, slug: string, now: Date): Promise<IntegrationDetail> {
  const entry = (await listCatalogue(tx)).find((candidate) => candidate.slug === slug);
  if (!entry) throw notFound('integration', slug);
  const integration = await getIntegrationBySlug(tx, slug);
  const definition = definitionSchema.parse(integration.definition);
  const { connector } = await getConnector(integration.connector);
  const installation = await findInstallation(tx, integration.id);
  const live = installation && installation.status !== 'setup';
  return {
    ...entry,
    does: definition.does,
    permissions:
      connector.auth.kind === 'oauth2' ? Object.values(connector.auth.scopeWords).filter((words) => words !== '') : [],
    auth:
      connector.auth.kind === 'oauth2'
        ? { kind: 'popup' }
        : {
            kind: 'fields',
            fields: formFields(connector.auth.fields),
            ...(connector.auth.help && { help: connector.auth.help }),
          },
    questions: formFields(connector.settings),
    installation: live ? await installationView(tx, installation.id, now) : null,
  };
}
