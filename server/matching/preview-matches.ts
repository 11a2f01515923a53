import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { compileParts } from '#server/mapping/compile-mapping.ts';
import { linkedObjects, linkLookups } from '#server/mapping/link-tables.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { type Lookups, readAt } from '#server/mapping/path.ts';
import type { MappingProblem } from '#server/mapping/read-mapping.ts';
import type { TargetField } from '#server/mapping/target-fields.ts';
import { checkMatches } from './check-matches.ts';
import { type Match, matchSchema } from './match.ts';
import type { MatchScope } from './match-scope.ts';
import { trouble } from './matching-view.ts';
import type { AccountRead } from './read-account.ts';
import { shownValue } from './sources.ts';
import { fixOf } from './try-matches.ts';

/** What comes of the matches, tried on records of the customer's own. */
export const matchesPreview = z.object({
  problems: z.array(
    z.object({
      target: z.string(),
      severity: z.enum(['error', 'warning']),
      message: z.string(),
      remedy: z.string(),
      /** The match that mends it, and what it does. */
      fix: z.object({ match: matchSchema, words: z.string() }).optional(),
    }),
  ),
  records: z.array(
    z.object({
      outcome: z.enum(['mapped', 'excluded', 'failed']),
      values: z.array(z.object({ target: z.string(), value: z.string().nullable() })),
      troubles: z.array(z.object({ target: z.string(), message: z.string(), remedy: z.string() })),
    }),
  ),
  trouble: trouble.nullable(),
});
type MatchesPreview = z.infer<typeof matchesPreview>;

const shownRecords = 3;

export async function previewMatches(
  tx: TenantTx,
  scope: MatchScope,
  input: { matches: readonly Match[]; targets?: unknown },
  account: AccountRead,
): Promise<MatchesPreview> {
  const checked = checkMatches(scope, input, account);
  const { mapping, open, sources, problems } = checked;
  const rows = account.rows.filter((row) => scope.object.row.safeParse(row).success);
  const records: MatchesPreview['records'] = [];
  if (mapping) {
    const map = compileParts(mapping, open.targets);
    const first = rows.slice(0, shownRecords);
    const of = { connectionId: scope.connection.connection.id, objects: linkedObjects(mapping), way: 'in' as const };
    const readRow = (row: unknown, lookups: Lookups) => map(scope.object.row.parse(row), lookups);
    const lookups = await linkLookups(tx, of, (tables) => {
      for (const row of first) readRow(row, tables);
    });
    const shown = mapping.fields.map(({ target }) => target).filter(open.isOpen);
    for (const row of first) {
      const made = readRow(row, lookups);
      if ('excluded' in made) records.push({ outcome: 'excluded', values: [], troubles: [] });
      else
        records.push({
          outcome: made.troubles.length > 0 ? 'failed' : 'mapped',
          values: shown.map((target) => ({ target, value: shownValue(at(made.record, target)) })),
          troubles: made.troubles
            .filter(({ target }) => open.isOpen(target))
            .map(({ target, message, remedy }) => ({ target, message, remedy })),
        });
    }
  }
  const read = mapping ? readWell(mapping, open.targets, rows) : new Set<string>();
  const told = [...problems.filter((one) => !(isMaybe(one) && read.has(one.field))), ...failing(records, problems)];
  return {
    problems: told.map(({ field, severity, message, remedy }) => {
      const match = input.matches.find(({ target }) => target === field);
      const target = open.targets.find(({ path }) => path === field);
      const fix = match && target && fixOf(match, target, sources.fields, rows);
      return { target: field, severity, message, remedy, ...(fix && { fix }) };
    }),
    records,
    trouble: account.trouble,
  };
}

/** A warning that some values may not do. */
const isMaybe = ({ severity, message }: MappingProblem): boolean =>
  severity === 'warning' && message.includes('not every value can be read so');

const fewest = 3;

/** Fields whose values did well in every record at hand that has one: what might be is of no interest then. */
function readWell(mapping: Mapping, targets: readonly TargetField[], rows: readonly unknown[]): Set<string> {
  const map = compileParts(mapping, targets);
  const made = rows.map((row) => map(row)).flatMap((one) => ('excluded' in one ? [] : [one]));
  const names = mapping.fields.map(({ target }) => target);
  return new Set(
    names.filter(
      (target) =>
        made.every(({ troubles }) => !troubles.some((one) => one.target === target)) &&
        made.filter(({ record }) => (at(record, target) ?? null) !== null).length >= fewest,
    ),
  );
}

/** What no type could tell, and the values do. */
function failing(records: MatchesPreview['records'], known: readonly { field: string }[]) {
  const found = new Map<string, { field: string; severity: 'warning'; message: string; remedy: string }>();
  for (const { target, message, remedy } of records.flatMap(({ troubles }) => troubles))
    if (!known.some(({ field }) => field === target))
      found.set(target, { field: target, severity: 'warning', message, remedy });
  return [...found.values()];
}

const at = (record: unknown, target: string): unknown =>
  readAt(target)({ row: record, here: record, computed: new Map(), lookups: new Map(), left: 1000 });
