import { defineContract } from '../kit/index.ts';

const subscription = { id: 'subscription-1', expirationDateTime: '2026-11-28T08:00:00Z' };
const link = (path: string) => ({
  value: [],
  '@odata.deltaLink': `https://graph.microsoft.com/v1.0${path}?$deltatoken=t1`,
});

export default defineContract({
  descriptions: [{ name: 'microsoft-graph', url: 'https://graph.microsoft.com/v1.0' }],
  settings: { folder: 'inbox' },
  objects: { message: { key: 'm1' }, event: { key: 'e1' }, contact: { key: 'c1' }, mailFolder: { key: 'f1' } },
  answers: {
    'GET /me/mailFolders/{id}/messages/delta': link('/me/mailFolders/inbox/messages/delta'),
    'GET /me/calendarView/delta': link('/me/calendarView/delta'),
    'GET /me/contacts/delta': link('/me/contacts/delta'),
    'GET /me/mailFolders/delta': link('/me/mailFolders/delta'),
    'POST /subscriptions': subscription,
    'PATCH /subscriptions/{id}': subscription,
  },
});
