import { z } from 'zod';
import type { Connector, JsonSchema } from '#connectors/kit/index.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import { type ConnectionScope, loadConnectionScope } from '#server/connections/connection-scope.ts';
import { answersOf } from '#server/connects/connect.queries.ts';
import type { ConnectRow } from '#server/connects/connect.table.ts';
import { pinnedBy } from '#server/connects/pinned-by.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { InstallationId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { settingsOf } from '#server/installations/settings-of.ts';
import { type Definition, type Matching, type OwnSync, offerOf, syncKey } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadInternalValues } from '#server/integrations/internal-values.ts';
import { effectiveAnswers, questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { readRow, targetSchema } from '#server/mapping/load-mapping.ts';
import { getMapping } from '#server/mapping/mapping.queries.ts';
import { type Mapping, mappingSchema } from '#server/mapping/mapping-document.ts';
import { type FieldChange, type KnownField, parseDescription, parseDrift } from '#server/syncs/drift.ts';
import { listSyncsOfInstallation } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';

/** One sync whose fields its customer may match, before it is there or after. */
export interface MatchScope {
  sync: OwnSync;
  matching: Matching;
  object: Connector['objects'][string];
  app: string;
  connection: ConnectionScope;
  settings: Record<string, unknown>;
  /** As it is used, or as it was left in the wizard; undefined where it is as the integration has it. */
  current: Mapping | undefined;
  /** The model that it was made for. */
  model: JsonSchema | null | undefined;
  /** As it comes with the integration. */
  vendor: Mapping | undefined;
  /** Somebody matched it for this customer. */
  isOwn: boolean;
  version: number | null;
  drift: FieldChange[];
  /** The app's fields as a run last read them. */
  known: KnownField[];
  /** When that was; what was read of the account before is of no use any more. */
  knownAt: string;
  row: SyncRow | null;
}

/** What was matched in the wizard. */
export const keptMappings = z.record(z.string(), z.object({ mapping: mappingSchema, target: targetSchema.nullable() }));

/** The syncs of a definition that the wizard lets somebody match. */
export const matchable = (definition: Definition): (OwnSync & { matching: Matching })[] =>
  definition.syncs.flatMap((sync) =>
    sync.matching && offerOf(sync) !== 'optional' ? [{ ...sync, matching: sync.matching }] : [],
  );

function openSync(definition: Definition, key: string): OwnSync & { matching: Matching } {
  const sync = definition.syncs.find((one) => syncKey(one) === key);
  if (!sync) throw notFound('sync', key);
  if (sync.matching) return { ...sync, matching: sync.matching };
  throw new AppError('forbidden', `How the fields of ${sync.label} are matched is set by who offers this.`, {
    remedy: 'Ask them to change it.',
  });
}

/** Of a connect whose account is there. */
export async function scopeOfConnect(tx: TenantTx, row: ConnectRow, key: string): Promise<MatchScope> {
  const integration = await getIntegration(tx, row.integration_id);
  const definition = await loadDefinition(tx, pinnedBy(row, integration));
  const sync = openSync(definition, key);
  const installation = row.installation_id && (await findConnectionOfInstallation(tx, row.installation_id));
  if (!installation)
    throw new AppError('conflict', 'The account is not connected yet.', { remedy: 'Connect it first.' });
  const connection = await loadConnectionScope(tx, installation.id);
  const { connector } = connection.access.connector;
  const of = { integrationId: integration.id, customerId: row.customer_id };
  const questions = questionsOf(definition, connector.settings);
  const settings = effectiveAnswers(questions, answersOf(row), await loadInternalValues(tx, of));
  const own = keptMappings.parse(row.mappings)[key];
  return {
    ...base(sync, connection),
    ...{ settings, current: own?.mapping, model: own?.target, isOwn: own !== undefined },
    ...{ version: null, drift: [], known: [], knownAt: '', row: null },
  };
}

/** Of an installation that is there. */
export async function scopeOfInstallation(tx: TenantTx, id: InstallationId, key: string): Promise<MatchScope> {
  const installation = await getInstallation(tx, id);
  const active = await findConnectionOfInstallation(tx, id);
  if (!active || installation.status === 'removed' || installation.status === 'setup')
    throw notFound('installation', id);
  const sync = openSync(await loadDefinition(tx, installation), key);
  const row = (await listSyncsOfInstallation(tx, id)).find((one) => syncKey(one) === key);
  if (!row) throw new AppError('conflict', `${sync.label} are not switched on.`, { remedy: 'Switch them on first.' });
  const connection = await loadConnectionScope(tx, active.id);
  const stored = row.mapping_version === null ? undefined : await getMapping(tx, row.id, row.mapping_version);
  const read = stored && readRow(stored);
  const description = parseDescription(row.fields);
  return {
    ...base(sync, connection),
    ...{ settings: await settingsOf(tx, installation, connection.access.connector.connector) },
    ...{ current: read?.mapping, model: read?.target, isOwn: !!stored && stored.created_by !== id },
    ...{ version: row.mapping_version, drift: parseDrift(row.drift), row },
    ...{ known: description?.fields ?? [], knownAt: description?.at ?? '' },
  };
}

function base(sync: OwnSync & { matching: Matching }, connection: ConnectionScope) {
  const { connector } = connection.access.connector;
  const object = connector.objects[sync.object];
  if (!object) throw new Error(`The connector ${connection.connection.connector} has no object ${sync.object}.`);
  return { sync, matching: sync.matching, object, app: connector.name, connection, vendor: sync.mapping };
}
