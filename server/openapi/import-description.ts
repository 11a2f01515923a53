import type { z } from 'zod';
import { type DeclaredConnectorInput, declaredConnectorSchema } from '#connectors/kit/declared.ts';
import { AppError } from '#server/errors.ts';
import type { Description } from './description.ts';
import type { ImportReport } from './import-report.ts';
import { camelName, firstSentence, Names } from './names.ts';
import { planAccess, type Way } from './plan-access.ts';
import { type ActionInput, planAction } from './plan-action.ts';
import { type Address, planAddress } from './plan-address.ts';
import { type ObjectInput, planObject } from './plan-object.ts';
import type { Planning } from './planning.ts';
import { SharedSchemas } from './shared-schemas.ts';

const mostPlaces = 1_000;

interface Options {
  /** Where the description came from: relative addresses are joined to it. */
  source?: string;
}

/** An API description as a connector that is data, and what became of each part of it. */
export function importDescription(
  description: Description,
  { source }: Options = {},
): { definition: DeclaredConnectorInput; report: ImportReport } {
  const notUnderstood: ImportReport['notUnderstood'] = description.problems.map((problem) => ({
    kind: 'description',
    ...problem,
  }));
  const planning: Planning = {
    description,
    shared: new SharedSchemas(description.schemas),
    refuse: (kind, place, reason) => void notUnderstood.push({ kind, place, reason }),
    isCredential: credentialsOf(description),
  };
  const address = planAddress(description, source);
  const ways = planAccess(planning, address);
  const { actions, objects } = planOperations(planning);
  const definition: DeclaredConnectorInput = {
    ...wordsOf(description, source, address),
    ...accessOf(ways, address),
    ...(address.before !== undefined && { before: address.before }),
    baseUrl: address.base,
    ...hostsOf(actions),
    actions,
    objects,
    ...definitionsOf(planning),
    source: `${description.dialect}: ${description.title} ${description.version}`.slice(0, 500),
  };
  assertDeclared(declaredConnectorSchema, { ...definition, actions: {}, objects: {} });
  const made = Object.keys(actions).length;
  const operations = description.operations.length;
  const report: ImportReport = {
    title: description.title,
    dialect: description.dialect,
    operations,
    actions: made,
    share: operations === 0 ? 1 : made / operations,
    objects: Object.keys(objects).length,
    understood: [
      { kind: 'address', name: address.base, words: address.words },
      ...ways.map(({ name, label }) => ({ kind: 'access' as const, name, words: label })),
      ...Object.entries(objects).map(([name, { key, list }]) => {
        const words = `Key ${key}, rows in ${list.rows || 'the answer itself'}, pages: ${list.pager?.kind ?? 'none'}.`;
        return { kind: 'object' as const, name, words };
      }),
    ],
    notUnderstood: shortened(notUnderstood),
  };
  return { definition, report };
}

/** So many places help nobody; and the list must not be larger than the description. */
function shortened(all: ImportReport['notUnderstood']): ImportReport['notUnderstood'] {
  if (all.length <= mostPlaces) return all;
  const rest = all.length - mostPlaces;
  return [
    ...all.slice(0, mostPlaces),
    { kind: 'description', place: '/', reason: `${rest} further places are not listed.` },
  ];
}

function planOperations(planning: Planning) {
  const actionNames = new Names();
  const objectNames = new Names();
  const actions: Record<string, ActionInput> = {};
  const objects: Record<string, ObjectInput> = {};
  for (const operation of planning.description.operations) {
    try {
      const action = planAction(operation, planning);
      if (action === undefined) continue;
      const object = planObject(operation, action, planning);
      const name = camelName(operation.id);
      assertDeclared(parts, {
        actions: { [name]: action },
        ...(object && { objects: { [object.name]: object.object } }),
      });
      actions[actionNames.take(name)] = action;
      if (object !== undefined) objects[objectNames.take(object.name)] = object.object;
    } catch (error) {
      // One broken operation costs itself, and not the import.
      const reason = error instanceof Error ? error.message : String(error);
      planning.refuse('operation', operation.place, `It could not be read: ${reason}`);
    }
  }
  return { actions, objects };
}

function credentialsOf({ schemes }: Description): Planning['isCredential'] {
  const names = Object.values(schemes).flatMap((scheme) =>
    scheme.kind === 'key' ? [`${scheme.in} ${scheme.name.toLowerCase()}`] : [],
  );
  return (where, name) => names.includes(`${where} ${name.toLowerCase()}`);
}

function wordsOf(
  { title, version, summary, docs, dialect }: Description,
  source: string | undefined,
  { origin }: Address,
) {
  const links = [docs, source, origin, 'https://www.openapis.org'];
  const link = links.find(
    (url) => url !== undefined && !/[{}]/.test(url) && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
  );
  return {
    name: firstSentence(title, 100) || 'An API',
    description: firstSentence(summary, 300) || `Imported from ${dialect}: ${firstSentence(title, 200)}`,
    docs: link ?? 'https://www.openapis.org',
    version: version.slice(0, 50),
  };
}

/** The best way in is the connector's; where there are several, or several addresses, the customer chooses. */
function accessOf(
  [best, ...others]: [Way, ...Way[]],
  { servers }: Address,
): Pick<DeclaredConnectorInput, 'auth' | 'accountTypes'> {
  const ways = [best, ...others];
  if (ways.length * Math.max(servers.length, 1) === 1) return { auth: best.auth };
  const names = new Names();
  const types = (servers.length === 0 ? [undefined] : servers).flatMap((server) =>
    ways.map((way, index) => {
      const own = index === 0 ? {} : { auth: way.auth };
      if (server === undefined) return [names.take(way.name), { label: way.label, ...own }] as const;
      const { label, values } = server;
      const isOnly = ways.length === 1;
      const name = names.take(isOnly ? camelName(server.name) : camelName(`${server.name} ${way.name}`));
      return [name, { label: isOnly ? label : `${label}: ${way.label}`, values, ...own }] as const;
    }),
  );
  return { auth: best.auth, accountTypes: Object.fromEntries(types) };
}

function hostsOf(actions: Record<string, ActionInput>): { hosts?: string[] } {
  const absolute = Object.values(actions).flatMap(
    ({ request }) => request.path.match(/^https?:\/\/([^/]+)/)?.[1] ?? [],
  );
  return absolute.length === 0 ? {} : { hosts: [...new Set(absolute)] };
}

function definitionsOf({ shared }: Planning): Pick<DeclaredConnectorInput, 'definitions'> {
  const definitions = shared.definitions();
  return definitions === undefined ? {} : { definitions };
}

const parts = declaredConnectorSchema.pick({ actions: true, objects: true });

function assertDeclared(schema: z.ZodType, made: unknown): void {
  const parsed = schema.safeParse(made);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid', `${issue?.path.join('.')}: ${issue?.message}.`, {
    remedy: 'Correct the description there.',
    field: 'description',
  });
}
