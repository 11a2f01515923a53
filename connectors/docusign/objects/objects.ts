import type { z } from 'zod';
import { type ConnectorContext, type ConnectorObject, defineObject, orNull } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { describeEnvelopes } from './describe.ts';
import { type Lists, pullLists } from './pull-list.ts';
import { envelope, peopleOf, recipient, template, user, withValues } from './rows.ts';

const beginning = '2000-01-01T00:00:00Z';
const include = 'recipients,custom_fields';
/** One of two has signed, a draft was changed: the envelope's own status says nothing of it. */
const open = 'created,sent,delivered,signed';

/** What has changed its status since, and then all that is still under way. */
const envelopeLists: Pick<Lists, 'path' | 'rows' | 'queries'> = {
  path: '/envelopes',
  rows: 'envelopes',
  queries: (settings, since) => {
    const first = settings.since === '' ? beginning : `${settings.since}T00:00:00Z`;
    const order = { include, order_by: 'created', order: 'asc' };
    if (since === null) return [{ from_date: first, ...order }];
    return [
      { from_date: since, ...order },
      { from_date: first, status: open, ...order },
    ];
  },
};

const envelopeObject = defineObject<typeof envelope, Settings>({
  label: 'envelopes',
  row: envelope,
  key: ({ envelopeId }) => envelopeId,
  incremental: true,
  reportsDeletes: false,
  pull: pullLists({ ...envelopeLists, take: (row) => [withValues(row)] }),
  describe: describeEnvelopes,
  get: async ({ http }: ConnectorContext<Settings>, key) => {
    const path = `/envelopes/${encodeURIComponent(key)}`;
    const found = await orNull(async () => (await http.get(path, envelope, { query: { include } })).body);
    return found === null || found.status?.toLowerCase() === 'deleted' ? null : withValues(found);
  },
});

const recipientObject = defineObject<typeof recipient, Settings>({
  label: 'recipients',
  row: recipient,
  key: ({ envelopeId, recipientIdGuid, recipientId, kind }) =>
    `${envelopeId}/${recipientIdGuid || `${kind}-${recipientId}`}`,
  incremental: true,
  reportsDeletes: false,
  pull: pullLists({ ...envelopeLists, take: peopleOf }),
});

const templateInclude = { include: 'recipients,custom_fields,folders', order_by: 'name', order: 'asc' };

const templateObject = defineObject<typeof template, Settings>({
  label: 'templates',
  row: template,
  key: ({ templateId }) => templateId,
  incremental: true,
  reportsDeletes: false,
  pull: pullLists({
    path: '/templates',
    rows: 'envelopeTemplates',
    queries: (_settings, since) => [{ ...templateInclude, ...(since !== null && { modified_from_date: since }) }],
  }),
  get: ({ http }, key) => {
    const query = { include: 'recipients,custom_fields,folders' };
    return orNull(async () => (await http.get(`/templates/${encodeURIComponent(key)}`, template, { query })).body);
  },
});

const userObject = defineObject<typeof user, Settings>({
  label: 'people of the account',
  row: user,
  key: ({ userId }) => userId,
  incremental: false,
  reportsDeletes: false,
  pull: pullLists({ path: '/users', rows: 'users', queries: () => [{ additional_info: 'true' }] }),
});

export const objects: Record<string, ConnectorObject<z.ZodType, Settings>> = {
  envelope: envelopeObject,
  recipient: recipientObject,
  template: templateObject,
  user: userObject,
};
