import { canonicalJson } from '#server/canonical-json.ts';
import { explainMapping } from './explain-mapping.ts';
import type { Mapping } from './mapping-document.ts';

export interface MappingChange {
  field: string;
  change: 'added' | 'removed' | 'changed';
  /** What it did, and what it does now, as sentences; null where it wasn't or isn't there. */
  before: string | null;
  after: string | null;
}

/** What differs between two mappings, field by field. Where two say the same, their notes may differ. */
export function diffMappings(before: Mapping, after: Mapping): MappingChange[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((field): MappingChange[] => {
    const [one, other] = [old.get(field), now.get(field)];
    if (one && other && one.text === other.text) return [];
    const change = !one ? 'added' : !other ? 'removed' : 'changed';
    return [{ field, change, before: one?.sentence ?? null, after: other?.sentence ?? null }];
  });
}

/** Each part with all that it says, and with its sentence. */
function partsOf(mapping: Mapping): Map<string, { text: string; sentence: string }> {
  const whole = new Map<string, unknown>([
    ['filter', mapping.filter],
    ...Object.entries(mapping.tables ?? {}).map(([name, rows]) => [`table ${name}`, rows] as const),
    ...(mapping.computed ?? []).map(({ name, from }) => [`@${name}`, from] as const),
    ...mapping.fields.map((field) => [field.target, { ...field, note: undefined }] as const),
    ...(mapping.rest ? [[mapping.rest.to, mapping.rest] as const] : []),
    ...(mapping.raw === undefined ? [] : [[mapping.raw, 'raw'] as const]),
  ]);
  return new Map(
    explainMapping(mapping).map(({ field, sentence }) => [field, { text: canonicalJson(whole.get(field)), sentence }]),
  );
}
