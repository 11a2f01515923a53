import { z } from 'zod';
import type { Connector, JsonSchema } from '#connectors/kit/index.ts';
import { type Definition, syncKey } from '#server/integrations/definition.ts';
import { type Change, weightOf } from '#server/integrations/diff-definitions.ts';
import type { UpgradePolicy } from '#server/integrations/integration.table.ts';
import { needsScopes } from '#server/integrations/needed-scopes.ts';
import { checkAnswers, questionsOf } from '#server/integrations/questions.ts';
import { linkTables } from '#server/mapping/link-tables.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { sourceFieldsOf } from '#server/mapping/source-fields.ts';
import { targetFieldsOf } from '#server/mapping/target-fields.ts';
import { validateMapping } from '#server/mapping/validate-mapping.ts';

export const needSchema = z.discriminatedUnion('kind', [
  /** A question that has to be answered (otherwise). */
  z.object({ kind: z.literal('answer'), name: z.string(), sentence: z.string() }),
  /** The app has to allow more: by connecting the account again. */
  z.object({ kind: z.literal('allow'), scope: z.string(), sentence: z.string() }),
  /** A mapping of the customer's own does not fit the model any more. */
  z.object({ kind: z.literal('mend'), sync: z.string(), sentence: z.string(), problems: z.array(z.string()) }),
  /** Nothing but a yes. */
  z.object({ kind: z.literal('agree'), sentence: z.string() }),
]);

export type Need = z.infer<typeof needSchema>;

/** What is known of an installation when it is held against another version. */
export interface Installed {
  answers: Record<string, unknown>;
  internal: Record<string, unknown>;
  /** As the app told them; empty where it tells none. */
  grantedScopes: readonly string[];
  /** Of its syncs that somebody mapped for this customer. */
  mapped: readonly { key: string; mapping: Mapping }[];
}

interface Weighed {
  definition: Definition;
  changes: readonly Change[];
  policy: UpgradePolicy;
  connector: Connector;
  scopeWords: Record<string, string>;
}

/** What must be done before an installation can come to a version. Nothing: then it comes there by itself. */
export function needsOf(installed: Installed, { definition, changes, policy, connector, scopeWords }: Weighed): Need[] {
  const questions = questionsOf(definition, connector.settings);
  const { problems } = checkAnswers(questions, connector.settings, installed.answers, installed.internal);
  const asked = problems.map(({ name, label, message }): Need => {
    const isInternal = questions.some((question) => question.name === name && question.internalOnly);
    const sentence = isInternal
      ? `${label}: the value that is set for this customer does not fit. ${message}`
      : message;
    return { kind: 'answer', name, sentence };
  });
  const needs = [
    ...asked,
    ...missingScopes(installed, { definition, connector, scopeWords }),
    ...brokenMappings(installed, definition, connector),
  ];
  const isAsked = policy === 'ask' ? changes.length > 0 : weightOf(changes) === 'major';
  if (!isAsked) return needs;
  const told = changes.filter(({ weight }) => policy === 'ask' || weight === 'major').map(({ sentence }) => sentence);
  return [...needs, { kind: 'agree', sentence: told.join(' ') }];
}

/** Where an app tells no scopes, nobody knows what is missing until a call is refused. */
function missingScopes(
  { grantedScopes }: Installed,
  { definition, connector, scopeWords }: Pick<Weighed, 'definition' | 'connector' | 'scopeWords'>,
): Need[] {
  if (grantedScopes.length === 0) return [];
  return needsScopes(definition, connector)
    .filter((scope) => !grantedScopes.includes(scope))
    .map((scope) => ({
      kind: 'allow',
      scope,
      sentence: `${connector.name} has to allow: ${scopeWords[scope] || scope}.`,
    }));
}

function brokenMappings({ mapped }: Installed, { syncs }: Definition, connector: Connector): Need[] {
  return mapped.flatMap(({ key, mapping }): Need[] => {
    const sync = syncs.find((one) => syncKey(one) === key);
    if (!sync) return [];
    const problems = mappingErrors(mapping, sync.target, connector, sync.object);
    if (problems.length === 0) return [];
    return [
      {
        kind: 'mend',
        sync: key,
        sentence: `The fields of ${sync.label} have to be matched anew: ${problems[0]}`,
        problems,
      },
    ];
  });
}

/** Why a mapping does not fit a model. */
export function mappingErrors(
  mapping: Mapping,
  model: JsonSchema | undefined,
  connector: Connector,
  objectName: string,
): string[] {
  const object = connector.objects[objectName];
  const source = object ? sourceFieldsOf(object) : { fields: [], isOpen: true };
  const target = model === undefined ? [] : targetFieldsOf(model);
  return validateMapping(mapping, {
    ...{ source: source.fields, sourceIsOpen: source.isOpen, target },
    tables: linkTables(connector.objects),
  })
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
}
