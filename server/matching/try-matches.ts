import type { ObjectField } from '#connectors/kit/index.ts';
import { compileMapping } from '#server/mapping/compile-mapping.ts';
import { explainMapping } from '#server/mapping/explain-mapping.ts';
import { kindOf } from '#server/mapping/kind-of.ts';
import type { Mapping, Step } from '#server/mapping/mapping-document.ts';
import { readMapping } from '#server/mapping/read-mapping.ts';
import { choiceTable, valuesOf } from '#server/mapping/suggest-mapping.ts';
import type { TargetField } from '#server/mapping/target-fields.ts';
import { fieldOf, type Match } from './match.ts';

/** What would make a field's values usable. */
export interface Fix {
  match: Match;
  /** What it does, as a part of a sentence. */
  words: string;
}

const patterns = ['iso', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'yyyy/MM/dd', 'dd-MM-yyyy', 'rfc2822'];

/** What might help a value of one kind to become another. */
function candidates(kind: string | undefined, { type, choices }: TargetField, source: ObjectField | undefined): Step[] {
  const yesNo: Step = {
    ...{ do: 'values', otherwise: 'error' },
    table: [
      { from: [true], to: 1 },
      { from: [false], to: 0 },
    ],
  };
  if (choices && source?.choices) return choiceTable(source.choices, choices);
  if (kind === 'list' && type !== 'list') return type === 'text' ? [{ do: 'join', by: ', ' }] : [{ do: 'first' }];
  if (kind === 'boolean' && (type === 'number' || type === 'integer')) return [yesNo];
  if (type === 'number' || type === 'integer')
    return kind === 'text' ? (['.', ','] as const).map((decimal) => ({ do: 'number', decimal })) : [];
  if (type !== 'date' && type !== 'datetime') return [];
  const ways = kind === 'number' || kind === 'integer' ? ['unix', 'unix_ms'] : kind === 'text' ? patterns : [];
  return ways.map((read) => ({ do: 'date', read: [read], write: type }));
}

/** The one thing that makes all of the values at hand usable; undefined where several do, or none: it is never guessed. */
export function fixOf(
  match: Match,
  target: TargetField,
  sources: readonly ObjectField[],
  rows: readonly unknown[],
): Fix | undefined {
  const source = sources.find(({ name }) => name === match.source);
  if (!source || match.values) return undefined;
  const tried = (of: Match): Mapping | undefined => {
    const reading = readMapping({ mapping: 1, fields: [fieldOf(of)] });
    return 'mapping' in reading ? reading.mapping : undefined;
  };
  const is = tried(match)?.fields[0];
  if (!is) return undefined;
  const kind = kindOf(is.from, new Map([[source.name, source]]));
  const filled = rows.filter((row) => valuesOf(source, [row]).length > 0);
  const works = candidates(kind, target, source).flatMap((step): Fix[] => {
    const { do: name, ...rest } = step;
    const fixed: Match =
      step.do === 'values'
        ? { ...match, values: { table: step.table, otherwise: step.otherwise } }
        : { ...match, steps: [...(match.steps ?? []), JSON.parse(JSON.stringify({ do: name, ...rest }))] };
    const mapping = tried(fixed);
    if (!mapping) return [];
    const map = compileMapping(mapping, [target]);
    if (filled.length === 0 || !filled.every((row) => 'record' in map(row))) return [];
    const words = explainMapping({ mapping: 1, fields: [{ target: target.path, from: { path: '.', steps: [step] } }] });
    return [{ match: fixed, words: (words[0]?.sentence ?? '').replace(/^The value itself, |\.$/g, '') }];
  });
  const [only, other] = works;
  return only && (!other || rendered(only, target, filled) === rendered(other, target, filled)) ? only : undefined;
}

/** What comes out of it: two ways that read all values alike are one. */
function rendered({ match }: Fix, target: TargetField, rows: readonly unknown[]): string {
  const reading = readMapping({ mapping: 1, fields: [fieldOf(match)] });
  return 'mapping' in reading ? JSON.stringify(rows.map((row) => compileMapping(reading.mapping, [target])(row))) : '';
}
