import type { DeclaredList } from '#connectors/kit/declared.ts';
import type { ConnectorContext } from '#connectors/kit/index.ts';
import type { ListRequest } from '#connectors/kit/pagers/list-request.ts';
import type { List } from '#connectors/kit/pagers/read-page.ts';
import { withPath } from '#connectors/kit/pagers/read-path.ts';
import { AppError } from '#server/errors.ts';
import { fillText } from '../template.ts';
import { valuesOf } from './call-app.ts';
import { fillRequest } from './fill-request.ts';

type Since = NonNullable<DeclaredList['since']>;

/** Where rows and pages are, as pagers read them. */
export const listOf = ({ rows, pager, pagerIn }: DeclaredList): List => ({
  rows,
  pager,
  ...(pagerIn !== undefined && { pagerIn }),
});

/** The request for the first page; `since` is an ISO time where only what changed is asked for. */
export function listRequest(
  { request, since: policy }: DeclaredList,
  context: Pick<ConnectorContext<unknown>, 'learnt' | 'settings'>,
  { app, since = null, more = {} }: { app: string; since?: string | null; more?: Record<string, unknown> },
): ListRequest {
  const { method, ...filled } = fillRequest(request, valuesOf(context, more), app);
  if (method !== 'GET' && method !== 'POST')
    throw new AppError('misconfigured', `A list of ${app} is asked for with ${method}.`, {
      remedy: 'Write GET or POST as the method of the list’s request.',
    });
  const first: ListRequest = { ...filled, method };
  return policy === undefined || since === null ? first : withSince(first, policy, since, app);
}

function withSince(request: ListRequest, { parameter, in: where, format, value }: Since, since: string, app: string) {
  const time = timeAs(format, since);
  const asked = value === undefined ? time : (fillText({ template: value, values: { since: time }, app }) ?? '');
  return where === 'json'
    ? { ...request, json: withPath(request.json, parameter, asked) }
    : { ...request, query: { ...request.query, [parameter]: asked } };
}

function timeAs(format: Since['format'], iso: string): string | number {
  const ms = Date.parse(iso);
  if (format === 'epochMs') return ms;
  if (format === 'epoch') return Math.floor(ms / 1_000);
  return format === 'date' ? iso.slice(0, 10) : iso;
}
