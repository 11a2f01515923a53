import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { isNotFound } from './check.ts';
import { pathOf, settings } from './settings.ts';

const payload = z.looseObject({
  action: z.string().optional(),
  installation: z.looseObject({ id: z.int() }).optional(),
  sender: z.looseObject({ id: z.int() }).optional(),
  issue: z.looseObject({ number: z.int() }).optional(),
  pull_request: z.looseObject({ number: z.int() }).optional(),
  comment: z.looseObject({ id: z.int() }).optional(),
  release: z.looseObject({ id: z.int() }).optional(),
  repository: z.looseObject({ id: z.int() }).optional(),
});
const subscription = z.object({ id: z.int() });
const place = z.object({ repository: z.string() });

/** https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({ header: 'x-hub-signature-256', prefix: 'sha256=', encoding: 'hex' }),
  events: ({ headers, body }) => {
    const event = headers.get('x-github-event') ?? 'unknown';
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    return [
      {
        id: headers.get('x-github-delivery') ?? '',
        type: data.action === undefined ? event : `${event}.${data.action}`,
        ...(data.installation && { account: `installation-${data.installation.id}` }),
        ...subjectOf(event, data),
        data: z.json().parse(data),
      },
    ];
  },
  subscribe: async ({ http, settings: answers }, { url, secret, events }) => {
    const { repository } = settings.parse(answers);
    // GitHub subscribes to `issues`; which of its actions are wanted is decided here.
    const names = [...new Set(events.map((event) => event.split('.')[0]))];
    const config = { url, content_type: 'json', secret, insecure_ssl: '0' };
    const { body } = await http.post(`${pathOf(repository)}/hooks`, subscription, {
      json: { name: 'web', active: true, events: names, config },
    });
    return { id: String(body.id), state: { repository } };
  },
  unsubscribe: async ({ http }, { id, state }) => {
    const known = place.safeParse(state);
    if (!known.success)
      throw new AppCallError('Nobody knows in which repository this hook is.', { class: 'internal', code: 'no_state' });
    try {
      await http.delete(`${pathOf(known.data.repository)}/hooks/${encodeURIComponent(id)}`, z.unknown());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};

function subjectOf(event: string, data: z.output<typeof payload>): { object: string; key: string } | undefined {
  if (event === 'issues' && data.issue) return { object: 'issue', key: String(data.issue.number) };
  if (event === 'issue_comment' && data.comment) return { object: 'comment', key: String(data.comment.id) };
  if (event === 'pull_request' && data.pull_request)
    return { object: 'pullRequest', key: String(data.pull_request.number) };
  if (event === 'release' && data.release) return { object: 'release', key: String(data.release.id) };
  if (event === 'repository' && data.repository) return { object: 'repository', key: String(data.repository.id) };
  return undefined;
}
