import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import { canonicalJson } from '#server/canonical-json.ts';
import { linkTables } from '#server/mapping/link-tables.ts';
import { sourceFieldsOf } from '#server/mapping/source-fields.ts';
import { targetFieldsOf } from '#server/mapping/target-fields.ts';
import { validateMapping } from '#server/mapping/validate-mapping.ts';
import { type Definition, type OwnSync, offerOf, syncKey } from './definition.ts';
import { needsScopes } from './needed-scopes.ts';
import { type Question, questionsOf } from './questions.ts';

export const changeSchema = z.object({
  kind: z.enum([
    ...(['sync_added', 'sync_removed', 'sync_changed', 'mapping_changed', 'model_changed'] as const),
    ...(['action_added', 'action_removed', 'scope_added', 'scope_removed'] as const),
    ...(['question_added', 'question_removed', 'question_changed', 'plan_changed', 'words_changed'] as const),
  ]),
  /** What it is about: a sync's key, the name of a question, a scope, a place of the document. */
  of: z.string(),
  /** `major`: customers are asked before it reaches them. */
  weight: z.enum(['minor', 'major']),
  sentence: z.string(),
});

export type Change = z.infer<typeof changeSchema>;

const change = (kind: Change['kind'], weight: Change['weight'], of: string, sentence: string): Change => ({
  kind,
  of,
  weight,
  sentence,
});

export const weightOf = (changes: readonly Change[]): 'minor' | 'major' =>
  changes.some(({ weight }) => weight === 'major') ? 'major' : 'minor';

/** What is different between two versions, and what of it customers must be asked about. */
export function diffDefinitions(before: Definition, after: Definition, connector: Connector): Change[] {
  return [
    ...syncChanges(before, after, connector),
    ...actionChanges(before, after),
    ...scopeChanges(before, after, connector),
    ...questionChanges(questionsOf(before, connector.settings), questionsOf(after, connector.settings)),
    ...(isSame(before.plan, after.plan)
      ? []
      : [change('plan_changed', 'minor', 'plan', 'Who is offered it has changed.')]),
    ...wordChanges(before, after),
  ];
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null);

function syncChanges(before: Definition, after: Definition, connector: Connector): Change[] {
  const known = new Map(before.syncs.map((sync) => [syncKey(sync), sync]));
  const kept = new Set(after.syncs.map(syncKey));
  return [
    ...before.syncs
      .filter((sync) => !kept.has(syncKey(sync)))
      .map((sync) => change('sync_removed', 'major', syncKey(sync), `${capital(sync.label)} are not copied any more.`)),
    ...after.syncs.flatMap((sync) => {
      const was = known.get(syncKey(sync));
      if (was) return changesOfSync(was, sync, connector);
      const words = offerOf(sync) === 'optional' ? 'can be copied' : 'are copied';
      return [change('sync_added', 'minor', syncKey(sync), `${capital(sync.label)} ${words}.`)];
    }),
  ];
}

function changesOfSync(was: OwnSync, is: OwnSync, connector: Connector): Change[] {
  const key = syncKey(is);
  const { mapping, write, target, ...rest } = is;
  const { mapping: mappingBefore, write: writeBefore, target: targetBefore, ...restBefore } = was;
  return [
    ...(isSame(rest, restBefore)
      ? []
      : [
          change(
            'sync_changed',
            was.model === is.model ? 'minor' : 'major',
            key,
            `How ${is.label} are copied has changed: ${keysOf(restBefore, rest)}.`,
          ),
        ]),
    ...(isSame([mapping, write], [mappingBefore, writeBefore])
      ? []
      : [change('mapping_changed', 'minor', key, `How fields of ${is.label} are filled has changed.`)]),
    ...(isSame(target, targetBefore) ? [] : [modelChange(was, is, connector)]),
  ];
}

/** Whether what the integration itself mapped would still fit is what a customer's own mapping is likely to meet, too. */
function modelChange(was: OwnSync, is: OwnSync, connector: Connector): Change {
  const object = connector.objects[is.object];
  const target = is.target === undefined ? [] : targetFieldsOf(is.target);
  const source = object ? sourceFieldsOf(object) : { fields: [], isOpen: true };
  const broken =
    was.mapping === undefined
      ? undefined
      : validateMapping(was.mapping, {
          ...{ source: source.fields, sourceIsOpen: source.isOpen, target },
          tables: linkTables(connector.objects),
        }).find(({ severity }) => severity === 'error');
  return broken
    ? change('model_changed', 'major', syncKey(is), `Mappings of ${is.label} as they are do not fit: ${broken.message}`)
    : change('model_changed', 'minor', syncKey(is), `The model of ${is.label} has changed.`);
}

const keysOf = (before: object, after: object): string =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !isSame(Reflect.get(before, key), Reflect.get(after, key)))
    .join(', ');

function actionChanges(before: Definition, after: Definition): Change[] {
  const [was, is] = [before, after].map(({ actions = [] }) => actions.map(({ action }) => action));
  return [
    ...(was ?? [])
      .filter((name) => !is?.includes(name))
      .map((name) => change('action_removed', 'major', name, `${name} is not offered any more.`)),
    ...(is ?? [])
      .filter((name) => !was?.includes(name))
      .map((name) => change('action_added', 'minor', name, `${name} is offered.`)),
  ];
}

function scopeChanges(before: Definition, after: Definition, connector: Connector): Change[] {
  const [was, is] = [needsScopes(before, connector), needsScopes(after, connector)];
  return [
    ...is
      .filter((scope) => !was.includes(scope))
      .map((scope) =>
        change('scope_added', 'major', scope, `${connector.name} must allow more than before: ${scope}.`),
      ),
    ...was
      .filter((scope) => !is.includes(scope))
      .map((scope) => change('scope_removed', 'minor', scope, `${scope} is not needed any more.`)),
  ];
}

function questionChanges(before: readonly Question[], after: readonly Question[]): Change[] {
  const asked = (questions: readonly Question[]) =>
    new Map(questions.filter(({ internalOnly }) => !internalOnly).map((one) => [one.name, one]));
  const [was, is] = [asked(before), asked(after)];
  return [
    ...[...was.values()]
      .filter(({ name }) => !is.has(name))
      .map(({ name, label }) => change('question_removed', 'minor', name, `“${label}” is not asked any more.`)),
    ...[...is.values()].flatMap((question) => {
      const { name, label } = question;
      const known = was.get(name);
      if (!known) {
        const mustAnswer = question.required && question.default === undefined;
        return [
          change(
            'question_added',
            mustAnswer ? 'major' : 'minor',
            name,
            mustAnswer ? `“${label}” must be answered.` : `“${label}” may be answered.`,
          ),
        ];
      }
      if (isSame(known, question)) return [];
      const stricter = question.required && !known.required && question.default === undefined;
      const weight = known.kind !== question.kind || stricter ? 'major' : 'minor';
      return [change('question_changed', weight, name, `“${label}” is asked otherwise: ${keysOf(known, question)}.`)];
    }),
  ];
}

function wordChanges(before: Definition, after: Definition): Change[] {
  const places = (['does', 'texts', 'labels', 'upsell'] as const).filter((key) => !isSame(before[key], after[key]));
  const pages = isSame(before.form?.pages ?? [], after.form?.pages ?? []) ? [] : ['pages'];
  return [...places, ...pages].map((place) =>
    change('words_changed', 'minor', place, `What is said about it has changed: ${place}.`),
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
