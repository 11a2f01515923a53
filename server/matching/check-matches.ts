import type { JsonSchema } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { linkTables } from '#server/mapping/link-tables.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { parsePath } from '#server/mapping/path.ts';
import { type MappingProblem, readMapping } from '#server/mapping/read-mapping.ts';
import { valuesOf } from '#server/mapping/suggest-mapping.ts';
import { validateMapping } from '#server/mapping/validate-mapping.ts';
import { type Match, mayDo, withMatches } from './match.ts';
import type { MatchScope } from './match-scope.ts';
import { type OpenFields, openFields } from './open-fields.ts';
import type { AccountRead } from './read-account.ts';
import { type Sources, sourcesOf } from './sources.ts';

export interface CheckedMatches {
  /** Undefined where the matches make no document. */
  mapping: Mapping | undefined;
  model: JsonSchema | null;
  open: OpenFields;
  sources: Sources;
  problems: MappingProblem[];
}

/** Holds what a customer has matched against what is open to it, against the model, and against its own account. */
export function checkMatches(
  scope: MatchScope,
  { matches, targets: given }: { matches: readonly Match[]; targets?: unknown },
  account: AccountRead,
): CheckedMatches {
  const { sync, matching, current, vendor } = scope;
  const open = openFields({ sync, matching, known: scope.model }, given);
  const sources = sourcesOf(scope.object, account);
  const { isOpen, model } = open;
  const refused = matches.flatMap((match) => refusal(match, open));
  const reading = readMapping(withMatches(matches, { current, vendor, isOpen }));
  if ('problems' in reading || refused.length > 0) {
    const found = 'problems' in reading ? reading.problems : [];
    return { mapping: undefined, model, open, sources, problems: [...refused, ...found] };
  }
  const { mapping } = reading;
  const objects = scope.connection.access.connector.connector.objects;
  const ofMapping = validateMapping(mapping, {
    ...{ source: sources.fields, sourceIsOpen: sources.isOpen, target: open.targets },
    tables: linkTables(objects),
  });
  const isModelled = (path: string) => open.targets.some((field) => field.path === path);
  // Of fields that are not open nobody here is told, and what is the customer's own is in no model.
  const problems = ofMapping.filter(({ field, message }) => isModelled(field) || (isOpen(field) && /^The app/.test(message))); // biome-ignore format: one thought
  return { mapping, model, open, sources, problems: [...problems, ...unseen(matches, sources, account)] };
}

function refusal(match: Match, { isOpen, canCreate }: OpenFields): MappingProblem[] {
  const { target, source, fallback, steps = [] } = match;
  const error = (message: string, remedy: string) => [{ severity: 'error' as const, field: target, message, remedy }];
  if (!isOpen(target)) {
    const remedy = canCreate ? 'Use letters, digits and _, beginning with a letter.' : 'Leave it out.';
    return error(`${target} can’t be matched here.`, remedy);
  }
  const foreign = [source, fallback].find((path) => path && (!parsePath(path) || /^[@$]/.test(path) || path === '.'));
  if (foreign) return error(`${foreign} is no field of the app.`, 'Choose one of the list.');
  if (!steps.every(mayDo)) return error('One of the changes to the value is not possible here.', 'Take it out.');
  return [];
}

/** Fields that the app sends with none of the rows at hand, though it describes them: this account may not see them. */
function unseen(matches: readonly Match[], { fields }: Sources, { rows }: AccountRead): MappingProblem[] {
  if (rows.length === 0) return [];
  return matches.flatMap(({ target, source }) => {
    const field = fields.find(({ name }) => name === source);
    if (!field || valuesOf(field, rows).length > 0) return [];
    return [
      {
        severity: 'warning' as const,
        field: target,
        message: `${field.label} is empty in all of the ${rows.length} records that were looked at.`,
        remedy:
          'If there should be something, this account may not be allowed to see it: choose another field, or ask for access.',
      },
    ];
  });
}

/** Throws what keeps matches from being used, each at its field. */
export function requireUsable({ mapping, problems }: CheckedMatches): Mapping {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (mapping && !first) return mapping;
  throw new AppError('invalid', first?.message ?? 'The fields can’t be matched like this.', {
    field: first?.field ?? '',
    remedy: first?.remedy ?? 'Choose again.',
    issues: errors.map(({ field, message, remedy }) => ({ field, message: `${message} ${remedy}` })),
  });
}
