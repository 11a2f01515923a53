import { z } from 'zod';
import {
  AppCallError,
  type ConnectorHooks,
  type ConnectorHttp,
  hashOf,
  isSame,
  standardWebhooks,
} from '../kit/index.ts';
import { isNotFound } from './check.ts';
import { commentKey } from './objects/rows.ts';
import { pathOf, settings } from './settings.ts';

const number = z.union([z.int(), z.string()]).nullish();
const payload = z.looseObject({
  object_kind: z.string(),
  action: z.string().nullish(),
  tag: z.string().nullish(),
  object_attributes: z
    .looseObject({
      id: number,
      iid: number,
      action: z.string().nullish(),
      status: z.string().nullish(),
      noteable_type: z.string().nullish(),
    })
    .nullish(),
  issue: z.looseObject({ iid: z.int() }).nullish(),
  merge_request: z.looseObject({ iid: z.int() }).nullish(),
});
type Told = z.output<typeof payload>;

const made = z.looseObject({ id: z.int(), signing_token_present: z.boolean().nullish() });
const place = z.object({ project: z.string() });
const signingPrefix = 'whsec_';

/** https://docs.gitlab.com/user/project/integrations/webhooks/#signing-tokens */
const signed = standardWebhooks();

/** What subscriptions to an event are called where a hook is made. */
const switches: Record<string, string[]> = {
  issue: ['issues_events', 'confidential_issues_events'],
  merge_request: ['merge_requests_events'],
  note: ['note_events', 'confidential_note_events'],
  pipeline: ['pipeline_events'],
  push: ['push_events'],
  tag_push: ['tag_push_events'],
  release: ['releases_events'],
};
const kindOf = (event: string) => event.split('.')[0] ?? event;

function subjectOf({ object_kind: kind, object_attributes: about, ...told }: Told) {
  if (kind === 'release') return told.tag ? { object: 'release', key: told.tag } : undefined;
  if (kind === 'issue' && about?.iid) return { object: 'issue', key: String(about.iid) };
  if (kind === 'merge_request' && about?.iid) return { object: 'mergeRequest', key: String(about.iid) };
  if (kind === 'pipeline' && about?.id) return { object: 'pipeline', key: String(about.id) };
  const thread = told.issue?.iid ?? told.merge_request?.iid;
  if (kind !== 'note' || thread === undefined || !about?.id) return undefined;
  return { object: 'comment', key: commentKey(about.noteable_type ?? '', thread, about.id) };
}

const remove = (http: ConnectorHttp, project: string, id: string | number) =>
  http.delete(`${pathOf(project)}/hooks/${encodeURIComponent(id)}`, z.unknown(), { answer: 'text' });

/**
 * A secret that begins so is one that signs; any other is sent along as it is, by servers that can't sign (before 19.0). Which
 * of the two it is was settled when the hook was made, so that nobody can choose the weaker one.
 */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: (request, secrets, now) => {
    if (secrets.secret.startsWith(signingPrefix)) return signed(request, secrets, now);
    const token = request.headers.get('x-gitlab-token');
    if (!token || !secrets.secret) return { ok: false, because: 'missing_header' };
    return isSame(token, secrets.secret) ? { ok: true } : { ok: false, because: 'bad_signature' };
  },
  events: ({ headers, body }) => {
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    const about = data.object_attributes;
    const what = data.object_kind === 'pipeline' ? about?.status : (about?.action ?? data.action);
    return [
      {
        // The same for each attempt at one delivery.
        id: headers.get('idempotency-key') ?? headers.get('webhook-id') ?? headers.get('x-gitlab-event-uuid') ?? '',
        type: what ? `${data.object_kind}.${what}` : data.object_kind,
        ...subjectOf(data),
        data: z.json().parse(data),
      },
    ];
  },
  subscribe: async ({ http, settings: answers }, { url, secret, events }) => {
    const { project } = settings.parse(answers);
    const kinds = new Set(events.map(kindOf));
    const flags = Object.fromEntries(
      Object.entries(switches).flatMap(([kind, names]) => names.map((name) => [name, kinds.has(kind)])),
    );
    const key = `${signingPrefix}${hashOf('sha256', secret).toString('base64')}`;
    const at = `${pathOf(project)}/hooks`;
    const json = { url, ...flags, enable_ssl_verification: true, signing_token: key };
    const { id, signing_token_present } = (await http.post(at, made, { json })).body;
    const subscription = { id: String(id), state: { project } };
    if (signing_token_present) return { ...subscription, secret: key };
    try {
      await http.put(`${at}/${id}`, made, { json: { url, token: secret }, repeatable: true });
    } catch (error) {
      await Promise.allSettled([remove(http, project, id)]);
      throw error;
    }
    return { ...subscription, secret };
  },
  unsubscribe: async ({ http }, { id, state }) => {
    const known = place.safeParse(state);
    if (!known.success)
      throw new AppCallError('Nobody knows in which project this hook is.', { class: 'internal', code: 'no_state' });
    try {
      await remove(http, known.data.project, id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};
