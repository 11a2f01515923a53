import type { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { scopeWordsOf } from '#server/catalog/scope-words.ts';
import { authsOf } from '#server/catalog/template-names.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { findInstallation } from '#server/installations/installation.queries.ts';
import { definitionSchema } from '#server/integrations/definition.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { fieldsOf, usesPopup } from '#server/runtime/access.ts';
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
  const loaded = await getConnector(tx, integration.connector);
  const installation = await findInstallation(tx, integration.id);
  const live = installation && installation.status !== 'setup';
  return {
    ...entry,
    does: definition.does,
    permissions: Object.values(scopeWordsOf(loaded)).filter((words) => words !== ''),
    auth: authView(loaded),
    questions: formFields(loaded.connector.settings),
    installation: live ? await installationView(tx, installation.id, now) : null,
  };
}

/** How one is let in, as far as it is known before anything was chosen. */
function authView({ connector }: LoadedConnector): IntegrationDetail['auth'] {
  const ways = authsOf(connector);
  if (ways.some((auth) => usesPopup(auth) !== usesPopup(connector.auth))) return { kind: 'choice' };
  if (usesPopup(connector.auth)) return { kind: 'popup' };
  const form = fieldsOf(connector.auth);
  if (!form) return { kind: 'none' };
  return { kind: 'fields', fields: formFields(form.fields), ...(form.help && { help: form.help }) };
}
