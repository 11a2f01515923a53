import type { JsonSchema } from '#connectors/kit/index.ts';
import { canonicalJson } from '#server/canonical-json.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { type Explanation, explainMapping } from './explain-mapping.ts';
import { diffVersions, type VersionChange } from './mapping-view.ts';
import { type MappingProblem, readMapping } from './read-mapping.ts';
import { planRemap, type Remap } from './remap.ts';
import { currentMapping, problemsOf } from './save-mapping.ts';
import { type TargetField, targetFieldsOf } from './target-fields.ts';

interface CheckMapping {
  syncId: SyncId;
  document: unknown;
  /** The vendor's model; as it was where it isn't told. */
  target?: JsonSchema | null | undefined;
}

interface CheckedMapping {
  problems: MappingProblem[];
  sentences: Explanation[];
  /** What saving it would change; nothing where it says the same. */
  changes: VersionChange[];
  /** How stored records would get their new shape; null where the document can't be read. */
  remap: Remap | null;
  /** The fields of the model. */
  targets: TargetField[];
}

/** Says what is wrong with a mapping and what saving it would do, and saves nothing. */
export async function checkMapping(tx: TenantTx, input: CheckMapping): Promise<CheckedMapping> {
  const sync = await getSync(tx, input.syncId);
  const current = await currentMapping(tx, sync);
  const target = input.target === undefined ? (current?.target ?? null) : input.target;
  const targets = target === null ? [] : targetFieldsOf(target);
  const reading = readMapping(input.document);
  if ('problems' in reading) return { problems: reading.problems, sentences: [], changes: [], remap: null, targets };
  const { mapping } = reading;
  const isSame =
    current !== undefined && canonicalJson([current.mapping, current.target]) === canonicalJson([mapping, target]);
  return {
    problems: await problemsOf(tx, sync, { mapping, write: current?.write ?? null, target }),
    sentences: explainMapping(mapping),
    changes: diffVersions(current, { mapping, write: current?.write ?? null }),
    remap: await planRemap(tx, sync, { before: current?.mapping, after: mapping, isSame }),
    targets,
  };
}
