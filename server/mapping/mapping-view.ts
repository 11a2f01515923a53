import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { brokenMatches } from '#server/matching/broken-matches.ts';
import { brokenSentence } from '#server/matching/broken-sentence.ts';
import { getMemberNames } from '#server/own-connectors/member-names.ts';
import { parseDescription, parseDrift } from '#server/syncs/drift.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { foreignCursor, type Page, type PageRequest, toPage } from '#server/trpc/page.ts';
import { diffMappings, type MappingChange } from './diff-mappings.ts';
import { explainMapping } from './explain-mapping.ts';
import { type MappingVersion, readRow } from './load-mapping.ts';
import { getMapping, listMappings } from './mapping.queries.ts';
import type { MappingRow } from './mapping.table.ts';
import type { Mapping } from './mapping-document.ts';
import { mappingScope } from './mapping-scope.ts';
import { mappingProblems } from './read-mapping.ts';
import { sourceFieldsOf } from './source-fields.ts';
import { targetFieldsOf } from './target-fields.ts';

const empty: Mapping = { mapping: 1, fields: [] };

type Names = ReadonlyMap<string, string>;

const head = (row: MappingRow, names: Names) => ({
  version: row.version,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  author: names.get(row.created_by) ?? null,
});

async function full(tx: TenantTx, row: MappingRow) {
  const { mapping, write, target } = readRow(row);
  const names = await getMemberNames(tx, [row.created_by]);
  const ways = { sentences: explainMapping(mapping), writeSentences: write && explainMapping(write) };
  return { ...head(row, names), document: mapping, write, target, ...ways };
}

export async function versionView(tx: TenantTx, syncId: SyncId, version: number) {
  await getSync(tx, syncId);
  return full(tx, await getMapping(tx, syncId, version));
}

/** A sync's mapping as it is used, and what it could be made of. */
export async function mappingView(tx: TenantTx, syncId: SyncId) {
  const sync = await getSync(tx, syncId);
  const { fields, isOpen } = sourceFieldsOf((await mappingScope(tx, sync)).object);
  const current =
    sync.mapping_version === null ? null : await full(tx, await getMapping(tx, syncId, sync.mapping_version));
  return {
    current,
    problems: mappingProblems.parse(sync.mapping_problems ?? []),
    broken: current ? await brokenOf(tx, sync, current.document) : [],
    keepsRows: sync.keep_raw,
    targets: current === null || current.target === null ? [] : targetFieldsOf(current.target),
    source: fields,
    sourceIsOpen: isOpen,
  };
}

/** What the mapping loses by what has changed about the app's fields, in the words that the customer reads, too. */
async function brokenOf(tx: TenantTx, sync: SyncRow, mapping: Mapping) {
  const drift = parseDrift(sync.drift);
  if (drift.length === 0) return [];
  const { connector: slug } = await getConnection(tx, sync.connection_id);
  const { connector } = await getConnector(tx, slug);
  const fields = parseDescription(sync.fields)?.fields ?? [];
  return brokenMatches(mapping, drift, fields).map((one) => {
    const { sentence, remedy } = brokenSentence(connector.name, one, fields);
    return { target: one.target, field: one.change.field, to: one.to, sentence: `${sentence} ${remedy}` };
  });
}

/** What differs in both ways. */
export function diffVersions(older: Ways | undefined, newer: Ways): VersionChange[] {
  return [
    ...diffMappings(older?.mapping ?? empty, newer.mapping).map((change) => ({ ...change, way: 'in' as const })),
    ...diffMappings(older?.write ?? empty, newer.write ?? empty).map((change) => ({ ...change, way: 'out' as const })),
  ];
}

type Ways = Pick<MappingVersion, 'mapping' | 'write'>;

export interface VersionChange extends MappingChange {
  /** `in`: from the app to the model. `out`: back. */
  way: 'in' | 'out';
}

interface ListedVersion extends ReturnType<typeof head> {
  changes: VersionChange[];
}

export async function listVersions(tx: TenantTx, syncId: SyncId, request: PageRequest): Promise<Page<ListedVersion>> {
  await getSync(tx, syncId);
  if (request.cursor !== undefined && !/^\d{1,9}$/.test(request.cursor)) throw foreignCursor();
  const before = request.cursor === undefined ? 2_147_483_647 : Number(request.cursor);
  const rows = await listMappings(tx, syncId, before, request.limit + 1);
  const names = await getMemberNames(
    tx,
    rows.map((row) => row.created_by),
  );
  const olderOf = new Map(rows.map((row, at) => [row.version, rows[at + 1]]));
  const show = (row: MappingRow): ListedVersion => {
    const older = olderOf.get(row.version);
    return { ...head(row, names), changes: diffVersions(older && readRow(older), readRow(row)) };
  };
  return toPage(rows, request, show, (row) => String(row.version));
}
