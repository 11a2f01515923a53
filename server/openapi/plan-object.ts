import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import { answerFields } from './answer-fields.ts';
import { type Answer, isSuccess, type Operation, type Schema } from './description.ts';
import { keyOf, nameOf, rowsOf } from './find-rows.ts';
import { guessPager } from './guess-pager.ts';
import { camelName, sentenceOf } from './names.ts';
import type { ActionInput } from './plan-action.ts';
import { isJsonType } from './plan-body.ts';
import type { Planning } from './planning.ts';

export type ObjectInput = NonNullable<DeclaredConnectorInput['objects']>[string];

/** A list operation as an object that can be synced; undefined where it is none. */
export function planObject(
  operation: Operation,
  action: ActionInput,
  planning: Planning,
): { name: string; object: ObjectInput } | undefined {
  const { schemas } = planning.description;
  const answer = operation.method === 'GET' ? goodAnswer(operation) : undefined;
  const found = answer === undefined ? undefined : rowsOf(answer.schema, operation, schemas);
  if (answer === undefined || found === undefined) return undefined;
  const refuse = (reason: string) => planning.refuse('object', operation.place, reason);
  // A header that nobody would give in a sync is as good as a place in the path.
  const isAsked = (name: string) => /^\{\{input\.[^?|]*\}\}$/.test(action.request.headers?.[name] ?? '');
  const needed = operation.parameters.filter(
    ({ required, name, in: where }) => required && (where !== 'header' || isAsked(name)),
  );
  if (needed.length > 0) {
    refuse(
      `A list for each ${needed.map(({ name }) => name).join(' and ')}: an action, and no object that is synced as a whole.`,
    );
    return undefined;
  }
  const key = keyOf(found.row, operation, schemas);
  if (key === undefined) {
    refuse('A list whose rows have no field that looks like a key: an action, and no object.');
    return undefined;
  }
  const fields = answerFields(answer.schema, schemas);
  const pager = guessPager({ operation, fields, headers: answer.headers, key, schemas });
  const paging = pagingNames(pager);
  const noun = nameOf(operation, found.path);
  const object = {
    label: sentenceOf(noun).toLowerCase(),
    row: rowSchema(found.row, planning),
    key,
    list: { request: listRequest(action, paging), rows: found.path, pager },
    ...(action.scopes !== undefined && { scopes: action.scopes }),
  };
  return { name: camelName(noun), object };
}

function goodAnswer({ answers }: Operation): (Pick<Answer, 'headers'> & { schema: Schema }) | undefined {
  const good = answers.find(
    ({ status, contents }) => isSuccess(status) && contents.some(({ type }) => isJsonType(type)),
  );
  const content = good?.contents.find(({ type }) => isJsonType(type));
  return good === undefined || content === undefined ? undefined : { headers: good.headers, schema: content.schema };
}

/** The row as the description has it. What it takes for granted beside the key, an app may leave out. */
function rowSchema(row: Schema, { shared }: Planning): ObjectInput['row'] {
  const copied = shared.copy(row);
  return typeof copied === 'boolean' ? {} : copied;
}

function pagingNames(pager: ReturnType<typeof guessPager>): string[] {
  const size = 'size' in pager ? pager.size?.parameter : undefined;
  const own = 'parameter' in pager ? pager.parameter : undefined;
  return [size, own].filter((name) => name !== undefined);
}

/** The action's own request, without what the pager sends and without places of its form, which nobody fills in a sync. */
function listRequest({ request }: ActionInput, paging: string[]): ActionInput['request'] {
  const { query, headers, ...rest } = request;
  const isFixed = (value: unknown) => !JSON.stringify(value).includes('{{input.');
  const kept = Object.entries(query ?? {}).filter(([name, value]) => isFixed(value) && !paging.includes(name));
  const sent = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const fixed = usualIn(value);
    return fixed === undefined ? [] : [[name, fixed] as const];
  });
  return {
    ...rest,
    ...(kept.length > 0 && { query: Object.fromEntries(kept) }),
    ...(sent.length > 0 && { headers: Object.fromEntries(sent) }),
  };
}

/** `{{input.version || '2022-06-28'}}` is its literal. */
function usualIn(template: string): string | undefined {
  if (!template.includes('{{input.')) return template;
  return template.match(/^\{\{[^}]*\|\| '([^']*)'\}\}$/)?.[1];
}
