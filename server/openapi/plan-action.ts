import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import { isSuccess, type Method, type Operation, type SecurityNeed } from './description.ts';
import { InputForm } from './input-form.ts';
import { firstSentence, sentenceOf } from './names.ts';
import { isJsonType, planBody } from './plan-body.ts';
import { planParameters } from './plan-parameters.ts';
import type { Planning } from './planning.ts';

export type ActionInput = NonNullable<DeclaredConnectorInput['actions']>[string];
type Request = ActionInput['request'];
type AnswerFormat = NonNullable<Request['answer']>;

const effects: Partial<Record<Method, ActionInput['effect']>> = {
  DELETE: 'destroys',
  POST: 'writes',
  PUT: 'writes',
  PATCH: 'writes',
};

/** An operation as an action; undefined (and listed) where it can't be one. */
export function planAction(operation: Operation, planning: Planning): ActionInput | undefined {
  const { method, place } = operation;
  if (method === 'TRACE') {
    planning.refuse('operation', place, 'TRACE asks for nothing that an action could give.');
    return undefined;
  }
  const form = new InputForm(planning.shared);
  const { parts, idempotencyHeader } = planParameters(operation, form, planning);
  const hasBody = operation.body !== undefined && method !== 'GET' && method !== 'HEAD';
  if (operation.body !== undefined && !hasBody)
    planning.refuse('body', place, `A ${method} with a body is sent without it.`);
  const body = hasBody && operation.body !== undefined ? planBody(operation.body, form, planning) : {};
  const scopes = scopesOf(operation.security);
  const isOnce = idempotencyHeader !== undefined;
  return {
    title: titleOf(operation),
    ...descriptionOf(operation),
    input: form.schema(),
    ...outputOf(operation, planning),
    effect: effects[method] ?? 'reads',
    repeat: isOnce ? 'key' : method === 'POST' || method === 'PATCH' ? 'none' : 'natural',
    ...(isOnce && { idempotencyHeader }),
    ...(scopes.length > 0 && { scopes }),
    request: {
      method,
      ...parts,
      ...body,
      ...answerOf(operation, parts.headers),
      path: addressOf(operation, parts.path, planning),
    },
  };
}

function titleOf({ summary, id, method, path }: Operation): string {
  const short = summary === undefined ? '' : firstSentence(summary, 100).replace(/\.$/, '');
  if (short !== '') return short;
  if (!id.startsWith(`${method} /`)) return sentenceOf(id.replaceAll('.', ' '));
  const words = path.split('/').map((part) => part.replace(/^\{(.+)\}$/, 'by $1'));
  const verbs = {
    GET: 'Get',
    POST: 'Post',
    PUT: 'Put',
    PATCH: 'Change',
    DELETE: 'Delete',
    HEAD: 'Check',
    OPTIONS: 'Ask',
    TRACE: 'Trace',
  };
  return `${verbs[method]} ${words.filter((word) => word !== '').join(' ')}`.slice(0, 100);
}

function descriptionOf({ description, summary, deprecated }: Operation): { description?: string } {
  const words = description === undefined || description === summary ? '' : firstSentence(description, 300);
  const text = [...(deprecated ? ['Its maker advises against it.'] : []), ...(words === '' ? [] : [words])].join(' ');
  return text === '' ? {} : { description: text };
}

/** What every way in of an operation needs: the first, as the others are as good. */
function scopesOf(security: SecurityNeed[] | undefined): string[] {
  const needs = (security ?? []).map((need) => Object.values(need).flat());
  return needs.find((scopes) => scopes.length > 0) ?? [];
}

function addressOf({ servers }: Operation, path: string, { description, refuse }: Planning): string {
  const [own] = servers;
  if (own === undefined || description.servers.some(({ url }) => url === own.url)) return path;
  const url = URL.parse(own.url);
  if (url !== null && Object.keys(own.variables).length === 0 && url.protocol === 'https:')
    return own.url.replace(/\/+$/, '') + path;
  refuse('address', path, `The address ${own.url}, which this operation alone has, is not used.`);
  return path;
}

/** The content of the first good answer that has one. */
function goodContent({ answers }: Operation) {
  const good = answers.filter(({ status }) => isSuccess(status));
  const usable = good.length > 0 ? good : answers.filter(({ status }) => status === 'default');
  const contents = usable.flatMap((answer) => answer.contents);
  return contents.find(({ type }) => isJsonType(type)) ?? contents[0];
}

function outputOf(operation: Operation, { shared }: Planning): Pick<ActionInput, 'output'> {
  const content = goodContent(operation);
  if (content === undefined || !isJsonType(content.type)) return {};
  // One answer of several: what the others hold is not promised here.
  const kinds = operation.answers.filter(({ status, contents }) => isSuccess(status) && contents.length > 0);
  if (kinds.length > 1) return {};
  return { output: shared.copy(content.schema) };
}

function answerOf(operation: Operation, headers: Record<string, string> = {}): Partial<Request> {
  const content = goodContent(operation);
  if (content === undefined) return {};
  const { type } = content;
  if (type === 'application/json' || type.includes('*')) return {};
  const accept = { headers: { ...headers, accept: type } };
  if (isJsonType(type)) return accept;
  const answer: AnswerFormat = /ndjson|jsonl|json-seq/.test(type)
    ? 'ndjson'
    : type.includes('xml')
      ? 'xml'
      : type.startsWith('text/')
        ? 'text'
        : 'bytes';
  return { ...accept, answer };
}
