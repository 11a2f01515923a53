import type { LoadedConnector } from '#connectors/registry.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { hasOauthClient } from '#server/catalog/oauth-apps.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type ConnectAnswer, connectAnswer, type FormField } from '#server/embed/embed-schemas.ts';
import type { EmbedSession } from '#server/embed/embed-session.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { installationView } from '#server/embed/installation-view.ts';
import { baseUrl } from '#server/env.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import { offerOf, syncKey } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { questionsOf, shownAnswers } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import { matchable } from '#server/matching/match-scope.ts';
import { fieldsOf, usesPopup } from '#server/runtime/access.ts';
import { askedOf } from './ask-somebody.ts';
import { chosenSyncs } from './choices.ts';
import { answersOf, beforeOf } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { type ConnectStage, hasEnded, isOpen } from './connect.ts';
import { failures } from './failures.ts';
import { draftSchema } from './keep-draft.ts';
import { pinnedBy } from './pinned-by.ts';
import { reviewOf } from './review.ts';
import { accountTypesOf, authOf, beforeForm, stagesBefore } from './ways-in.ts';

/** The popup's address. It carries no token: an id that is worth nothing without the browser that holds the code. */
export const popupUrl = (row: Pick<ConnectRow, 'environment_id' | 'id'>): string =>
  `${baseUrl()}/connect/${row.environment_id}/${row.id}`;

interface Look {
  locale: string;
  now: Date;
  session: EmbedSession;
}

/** A connect as the SDK sees it. `handoff` is only in the answer that made it. */
export async function connectView(
  tx: TenantTx,
  row: ConnectRow,
  { locale, now, session }: Look,
  handoff: string | null = null,
): Promise<ConnectAnswer> {
  const integration = await getIntegration(tx, row.integration_id);
  const definition = await loadDefinition(tx, pinnedBy(row, integration));
  const words = wordsOf(integration, definition, locale);
  const loaded = await getConnector(tx, integration.connector);
  const hasClient = await hasOauthClient(tx, loaded.slug);
  const expired = !hasEnded(row.stage) && row.expires_at <= now;
  const stage = expired ? 'failed' : row.stage;
  const auth = authOf(loaded, row.account_type);
  const atAuthorize = stage === 'authorize' || stage === 'failed';
  const earlier = isOpen(stage) ? stagesBefore(loaded, { accountType: row.account_type }, hasClient) : [];
  const chosen = chosenSyncs(definition, row);
  return connectAnswer.parse({
    id: row.id,
    integration: integration.slug,
    stage,
    popupUrl: atAuthorize && usesPopup(auth) ? popupUrl(row) : null,
    handoff,
    fields:
      stage === 'after'
        ? words.fields(questionsOf(definition, loaded.connector.settings))
        : fieldsAt(stage, loaded, row, hasClient),
    ...(stage === 'after' && words.pages.length > 0 && { pages: words.pages }),
    help: atAuthorize ? (fieldsOf(auth)?.help ?? null) : null,
    earlier: earlier.map((one) => ({ stage: one, fields: fieldsAt(one, loaded, row, hasClient) })),
    accountType: row.account_type,
    before: beforeOf(row),
    answers: shownAnswers(questionsOf(definition, loaded.connector.settings), answersOf(row)),
    draft: draftSchema.parse(row.draft),
    ...(matchable(definition).length > 0 && {
      matching: matchable(definition).map((sync) => ({ key: syncKey(sync), label: words.syncLabel(sync) })),
    }),
    account: row.account_name,
    ...(await askedOf(tx, row, session, now)),
    warning: row.warning ?? null,
    review:
      stage === 'review'
        ? reviewOf({
            app: loaded.connector.name,
            vendor: await vendorName(tx),
            syncs: chosen.flatMap(({ on, sync, schedule }) =>
              on ? [{ ...sync, schedule, label: words.syncLabel(sync), writes: sync.write !== undefined }] : [],
            ),
            actions: (definition.actions ?? []).map(({ action, label }) => label ?? action.replaceAll('_', ' ')),
          })
        : null,
    ...(stage === 'review' && {
      offers: chosen.map(({ key, sync, on, schedule }) => ({
        ...{ key, sync: null, label: words.syncLabel(sync), offer: offerOf(sync), on, schedule },
        ...(sync.bounds && { bounds: sync.bounds }),
      })),
    }),
    failure: expired ? failures.expired() : (row.failure ?? null),
    installation:
      stage === 'done' && row.installation_id && !session.onlyConnect
        ? await installationView(tx, row.installation_id, { locale, now })
        : null,
  });
}

/** What a stage asks. */
function fieldsAt(stage: ConnectStage, loaded: LoadedConnector, row: ConnectRow, hasClient: boolean): FormField[] {
  const form = {
    before: () => beforeForm(loaded, row.account_type),
    authorize: () => fieldsOf(authOf(loaded, row.account_type))?.fields,
  };
  if (stage === 'account-type') return [accountTypeField(loaded, hasClient)];
  const schema = stage === 'before' || stage === 'authorize' ? form[stage]() : undefined;
  return schema ? formFields(schema) : [];
}

const accountTypeField = (loaded: LoadedConnector, hasClient: boolean): FormField => ({
  name: 'accountType',
  label: loaded.connector.name,
  kind: 'cards',
  required: true,
  choices: accountTypesOf(loaded, hasClient).map(([value, { label, detail }]) => ({
    value,
    label,
    ...(detail && { detail }),
  })),
});
