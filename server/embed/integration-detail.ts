import type { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import { scopeWordsOf } from '#server/catalog/scope-words.ts';
import { authsOf } from '#server/catalog/template-names.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { findInstallation } from '#server/installations/installation.queries.ts';
import type { Definition } from '#server/integrations/definition.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import { offeredVersion } from '#server/rollouts/offered-version.ts';
import { fieldsOf, usesPopup } from '#server/runtime/access.ts';
import { listCatalogue } from './catalogue.ts';
import type { integrationDetail } from './embed-schemas.ts';
import { formFields } from './form-fields.ts';
import { installationView } from './installation-view.ts';

type IntegrationDetail = z.infer<typeof integrationDetail>;

interface Look {
  locale: string;
  now: Date;
  /** In place of the customer's own. */
  plan?: string | undefined;
}

/** One integration with everything that its page shows, in the version that the customer has or would get. */
export async function getIntegrationDetail(
  tx: TenantTx,
  slug: string,
  { locale, now, plan }: Look,
): Promise<IntegrationDetail> {
  const entry = (await listCatalogue(tx, locale, plan)).find((candidate) => candidate.slug === slug);
  if (!entry) throw notFound('integration', slug);
  const integration = await getIntegrationBySlug(tx, slug);
  const installation = await findInstallation(tx, integration.id);
  const live = installation && installation.status !== 'setup';
  const version = live ? installation.integration_version : await offeredVersion(tx, integration);
  const definition =
    version === null
      ? undefined
      : await loadDefinition(tx, { integration_id: integration.id, integration_version: version });
  return {
    ...entry,
    ...(await pageOf(tx, integration, definition, locale)),
    installation: live ? await installationView(tx, installation.id, { locale, now }) : null,
  };
}

/** What an integration's page says of a version, whoever has it. */
export async function pageOf(
  tx: TenantTx,
  integration: IntegrationRow,
  definition: Definition | undefined,
  locale: string,
): Promise<Pick<IntegrationDetail, 'does' | 'permissions' | 'auth' | 'questions' | 'pages'>> {
  const words = wordsOf(integration, definition, locale);
  const loaded = await findConnector(tx, integration.connector);
  // What is coming soon has no connector yet.
  if (!loaded) return { does: words.does, permissions: [], auth: { kind: 'none' }, questions: [] };
  const questions = definition ? words.fields(questionsOf(definition, loaded.connector.settings)) : [];
  return {
    does: words.does,
    permissions: Object.values(scopeWordsOf(loaded)).filter((one) => one !== ''),
    auth: authView(loaded),
    questions,
    ...(words.pages.length > 0 && { pages: words.pages }),
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
