import { z } from 'zod';
import { syncKey } from '#server/integrations/definition.ts';
import { type Suggestion, suggestMapping } from '#server/mapping/suggest-mapping.ts';
import { brokenMatches } from './broken-matches.ts';
import { type Match, matchesOf, matchOf, matchSchema } from './match.ts';
import type { MatchScope } from './match-scope.ts';
import { openFields } from './open-fields.ts';
import type { AccountRead } from './read-account.ts';
import { samplesOf, sourcesOf } from './sources.ts';

const value = z.object({ value: z.string(), label: z.string() });
export const trouble = z.object({ sentence: z.string(), remedy: z.string() });

/** Everything that a screen to match fields shows. */
export const matchingView = z.object({
  key: z.string(),
  label: z.string(),
  /** Of the mapping that is used: told when it is changed, so that two people do not undo each other's work. */
  version: z.number().int().nullable(),
  /** Somebody changed it for this customer, and it can be put back. */
  own: z.boolean(),
  canCreate: z.boolean(),
  /** How many records of the account were looked at. */
  sampled: z.number().int(),
  /** Why something of the account could not be read. */
  trouble: trouble.nullable(),
  sources: z.array(
    z.object({
      path: z.string(),
      label: z.string(),
      type: z.string(),
      custom: z.boolean().optional(),
      sample: z.string().nullable(),
      /** Its choices, or what it holds where that is little. */
      values: z.array(value).optional(),
    }),
  ),
  targets: z.array(
    z.object({
      path: z.string(),
      label: z.string(),
      type: z.string().optional(),
      required: z.boolean(),
      choices: z.array(z.string()).optional(),
      description: z.string().optional(),
    }),
  ),
  matches: z.array(matchSchema),
  suggestions: z.array(z.object({ match: matchSchema, confidence: z.number(), reasons: z.array(z.string()) })),
  /** Matches that the app has taken the ground from, with what to take instead. */
  broken: z.array(z.object({ target: z.string(), field: z.string(), label: z.string(), to: z.string().nullable() })),
});
export type MatchingView = z.infer<typeof matchingView>;

const mostSources = 3000;

/** What there is to match of one sync, out of what was read of the account. */
export function viewOf(scope: MatchScope, given: unknown, account: AccountRead): MatchingView {
  const { sync, matching, vendor } = scope;
  const open = openFields({ sync, matching, known: scope.model }, given);
  const sources = sourcesOf(scope.object, account);
  const current = scope.current ?? vendor;
  const matches = matchesOf(current, open.isOpen);
  const suggested = suggestionsFor(scope, { open, matches, sources: sources.fields, account });
  // Without a description of today, what the last run was told counts.
  const known = account.described === null ? scope.known : sources.fields;
  const drift = [...scope.drift, ...goneSince(matches, sources, account)];
  const broken = current && scope.row ? brokenMatches(current, drift, known) : [];
  return {
    key: syncKey(sync),
    label: sync.label,
    version: scope.version,
    own: scope.isOwn && vendor !== undefined,
    canCreate: open.canCreate,
    sampled: account.rows.length,
    trouble: account.trouble,
    sources: sources.fields.slice(0, mostSources).map((field) => {
      const { sample, values } = samplesOf(field, account.rows);
      const { name: path, label, type, custom } = field;
      return { path, label, type, ...(custom && { custom }), sample, ...(values.length > 0 && { values }) };
    }),
    targets: open.targets.map(({ path, label, type, required, choices, description }) => ({
      ...{ path, label, required },
      ...(type && { type }),
      ...(choices && { choices }),
      ...(description && { description }),
    })),
    matches,
    suggestions: suggested,
    broken: broken
      .filter(({ target }, at) => open.isOpen(target) && broken.findIndex((one) => one.target === target) === at)
      .map(({ target, change, to }) => ({ target, field: change.field, label: change.label, to })),
  };
}

/** Fields that no run has missed yet, and that the app does not have any more. */
function goneSince(
  matches: readonly Match[],
  { fields, isOpen }: ReturnType<typeof sourcesOf>,
  { described }: AccountRead,
) {
  if (isOpen || described === null) return [];
  const isThere = (path: string) =>
    fields.some(({ name }) => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`));
  return matches.flatMap(({ source }) => {
    if (source === null || isThere(source) || /[[\]]/.test(source)) return [];
    return [{ kind: 'removed' as const, field: source, label: source.split('.').at(-1) ?? source, at: '' }];
  });
}

interface Known {
  open: ReturnType<typeof openFields>;
  matches: readonly Match[];
  sources: ReturnType<typeof sourcesOf>['fields'];
  account: AccountRead;
}

/** For what is not matched yet; the same account gives the same suggestions. */
function suggestionsFor({ sync }: MatchScope, { open, matches, sources, account }: Known): MatchingView['suggestions'] {
  const taken = new Set(matches.map(({ target }) => target));
  const free = open.targets.filter(({ path }) => !taken.has(path));
  if (free.length === 0 || open.model === null) return [];
  const found: Suggestion[] = suggestMapping(sources, account.rows, open.model ?? sync.target ?? {});
  return found.flatMap(({ target, from, confidence, reasons }) => {
    const match = free.some(({ path }) => path === target) ? matchOf({ target, from }) : undefined;
    return match ? [{ match, confidence, reasons }] : [];
  });
}
