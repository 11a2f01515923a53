import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { AppError } from '#server/errors.ts';
import { problemsOfVersion } from '#server/mapping/problems-of-version.ts';
import { targetFieldsOf } from '#server/mapping/target-fields.ts';
import { checkMode } from '#server/syncs/check-mode.ts';
import { type Definition, type DefinitionDocument, definitionSchema, type OwnSync, syncKey } from './definition.ts';
import { type DefinitionProblem, problem } from './definition-problem.ts';
import { formProblems } from './form-problems.ts';
import { modelProblems } from './model-problems.ts';
import { planDefinition, planSync } from './plan-sync.ts';
import { pathsOfRule } from './rule.ts';
import { translationProblems } from './translation-problems.ts';

const longestDocument = 1_000_000;

type Reading = { definition: Definition; problems: DefinitionProblem[] } | { problems: DefinitionProblem[] };

/** Reads a document that somebody wrote, and holds it against the connector. `definition` is there where it has a form at all. */
export function readDefinition(document: unknown, { slug, connector }: LoadedConnector): Reading {
  if (JSON.stringify(document ?? null).length > longestDocument)
    return { problems: [problem('error', [], 'The document is larger than 1 MB.', 'Shorten its value tables.')] };
  const models = modelsOf(document);
  const parsed = definitionSchema.safeParse(document);
  if (!parsed.success) {
    const found = parsed.error.issues
      .map(meantBy)
      .map(({ path, message }) =>
        problem('error', path, `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, 'Correct this place.'),
      );
    return { problems: [...models, ...found] };
  }
  const unknown = parsed.data.syncs.flatMap((sync, at) => modelGiven(sync, at, slug, connector));
  if (unknown.length > 0) return { problems: [...models, ...unknown] };
  const definition = planDefinition(parsed.data, slug, connector);
  // What is said of a model that is none would only be about that.
  const ofSyncs =
    models.length > 0
      ? []
      : definition.syncs.flatMap((sync, at) => {
          const found = syncProblems(sync, at, connector);
          // The mapping of a shared model is the connector's: a vendor can do nothing about its warnings.
          const isShared = 'unified' in (parsed.data.syncs[at] ?? {});
          return isShared ? found.filter(({ severity }) => severity === 'error') : found;
        });
  return {
    definition,
    problems: [
      ...models,
      ...ofSyncs,
      ...twiceProblems(definition),
      ...actionProblems(definition, connector),
      ...formProblems(definition, connector),
      ...planProblems(definition),
      ...translationProblems(definition),
    ],
  };
}

interface Found {
  path: PropertyKey[];
  message: string;
}

/** Of several forms, the one that was meant is the one that it fits best. */
function meantBy(issue: z.core.$ZodIssue): Found {
  if (issue.code !== 'invalid_union') return issue;
  const [best] = [...issue.errors].sort((one, other) => one.length - other.length);
  const [first] = best ?? [];
  if (!first) return issue;
  const { path, message } = meantBy(first);
  return { path: [...issue.path, ...path], message };
}

/** A model that apps share may not be given by this one. */
function modelGiven(
  sync: DefinitionDocument['syncs'][number],
  at: number,
  slug: string,
  connector: Connector,
): DefinitionProblem[] {
  try {
    planSync(sync, slug, connector);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [problem('error', ['syncs', at, 'unified'], error.message, error.remedy ?? 'Choose another model.')];
  }
}

const withTargets = z.looseObject({ syncs: z.array(z.looseObject({ target: z.unknown() })) });

function modelsOf(document: unknown): DefinitionProblem[] {
  const syncs = withTargets.safeParse(document).data?.syncs ?? [];
  return syncs.flatMap(({ target }, at) =>
    target === undefined
      ? []
      : modelProblems(target).map(({ path, message }) =>
          problem(
            'error',
            ['syncs', at, 'target', ...path],
            `The model is no JSON Schema here. ${message}`,
            'Correct it, or leave the model away.',
          ),
        ),
  );
}

const wayBackOnly = (object: string, at: number): DefinitionProblem =>
  problem(
    'error',
    ['syncs', at, 'write'],
    `The sync of ${object} has a way back to the app, and no mapping that makes the model.`,
    'Add `mapping`, or write in the shape of the app’s rows.',
  );

function syncProblems(sync: OwnSync, at: number, connector: Connector): DefinitionProblem[] {
  const object = Object.hasOwn(connector.objects, sync.object) ? connector.objects[sync.object] : undefined;
  if (!object) {
    return [
      problem(
        'error',
        ['syncs', at, 'object'],
        `${connector.name} has no object ${sync.object}.`,
        `It has: ${Object.keys(connector.objects).join(', ') || 'none'}.`,
      ),
    ];
  }
  const found: DefinitionProblem[] = [];
  try {
    checkMode(connector, sync.object, sync.mode);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // It is read all the same, each time from the beginning.
    found.push(problem('warning', ['syncs', at, 'mode'], error.message, error.remedy ?? 'Choose another mode.'));
  }
  const { mapping, write = null, target = null } = sync;
  found.push(...matchingProblems(sync, at));
  if (!mapping) return [...found, ...(write ? [wayBackOnly(sync.object, at)] : [])];
  const ofMapping = problemsOfVersion({ mapping, write, target }, object, connector.objects);
  return [
    ...found,
    ...ofMapping.map(({ severity, field, message, remedy }) =>
      problem(severity, ['syncs', at, 'mapping', field], `The mapping of ${sync.object}: ${message}`, remedy),
    ),
  ];
}

/** What customers may match must be there. */
function matchingProblems({ matching, target, object }: OwnSync, at: number): DefinitionProblem[] {
  if (!matching) return [];
  const place = (...rest: PropertyKey[]) => ['syncs', at, 'matching', ...rest];
  const known = target === undefined ? [] : targetFieldsOf(target).map(({ path }) => path);
  if (known.length === 0 && !matching.hostFields && !matching.canCreateFields) {
    const message = `Customers may match the fields of ${object}, and there is no model that says which.`;
    return [problem('error', place(), message, 'Add the model as `target`, or let the page hand fields over.')];
  }
  const unknown = (['fields', 'required'] as const).flatMap((part) =>
    (matching[part] ?? []).flatMap((path, index) => {
      const isKnown = known.some((one) => one === path || one.startsWith(`${path}.`));
      if (isKnown || matching.hostFields) return [];
      const message = `The model of ${object} has no field ${path} that could be matched.`;
      return [problem('error', place(part, index), message, `It has: ${known.slice(0, 20).join(', ')}.`)];
    }),
  );
  const closed = (matching.required ?? []).flatMap((path, index) => {
    const isOpen = !matching.fields || matching.fields.some((one) => one === path || path.startsWith(`${one}.`));
    if (isOpen) return [];
    const message = `${path} must be matched, and is not among the fields that may be.`;
    return [problem('error', place('required', index), message, 'Add it to `fields`.')];
  });
  return [...unknown, ...closed];
}

function twiceProblems({ syncs }: Definition): DefinitionProblem[] {
  const keys = syncs.map(syncKey);
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at
      ? []
      : [problem('error', ['syncs', at], 'The same object is copied twice.', 'Take one of the two out.')],
  );
}

function actionProblems({ actions = [] }: Definition, connector: Connector): DefinitionProblem[] {
  const known = Object.keys(connector.actions ?? {});
  return actions.flatMap(({ action }, at) =>
    known.includes(action)
      ? []
      : [
          problem(
            'error',
            ['actions', at, 'action'],
            `${connector.name} has no action ${action}.`,
            `It has: ${known.slice(0, 20).join(', ') || 'none'}.`,
          ),
        ],
  );
}

const facts = /^(plan|metadata\.[\w.-]+|customer\.(id|externalId|name))$/;

function planProblems({ plan, upsell }: Definition): DefinitionProblem[] {
  if (!plan) return [];
  const unknown = pathsOfRule(plan.rule).find((path) => !facts.test(path));
  return [
    ...(unknown === undefined
      ? []
      : [
          problem(
            'error',
            ['plan', 'rule'],
            `Nobody knows ${unknown} of a customer, so the rule would never be fulfilled.`,
            'Ask for plan, metadata.…, customer.id, customer.externalId or customer.name.',
          ),
        ]),
    ...(upsell
      ? []
      : [
          problem(
            'warning',
            ['upsell'],
            'Those who are not offered it see that it is locked, and not why.',
            'Write what they can do to get it.',
          ),
        ]),
  ];
}
