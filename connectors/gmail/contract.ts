import { defineContract } from '../kit/index.ts';

const id = '18c2f3a4b5d6e7f8';
const headers = [
  { name: 'Message-ID', value: '<a1@acme.example>' },
  { name: 'From', value: 'Mara <mara@acme.example>' },
  { name: 'Subject', value: 'Your order A-1' },
];
const message = { id, threadId: id, labelIds: ['INBOX'], historyId: '9', payload: { headers } };
const mail =
  'the description knows this operation only with a whole message (message/rfc822); Google takes JSON with raw';

export default defineContract({
  descriptions: [{ name: 'google-gmail', url: 'https://gmail.googleapis.com' }],
  learnt: { pubsubTopic: 'projects/acme/topics/gmail', emailAddress: 'ada@acme.example' },
  objects: {
    message: { key: id, watermark: '9876543210' },
    thread: { key: id, watermark: '9876543210' },
    label: { key: 'Label_7' },
  },
  answers: {
    'GET /gmail/v1/users/{userId}/profile': { emailAddress: 'ada@acme.example', historyId: '9876543210' },
    'GET /gmail/v1/users/{userId}/history': {
      history: [{ id: '9', messagesAdded: [{ message }], labelsAdded: [{ message, labelIds: ['Label_7'] }] }],
      historyId: '9876543211',
    },
    'GET /gmail/v1/users/{userId}/messages': { messages: [{ id, threadId: id }] },
    'GET /gmail/v1/users/{userId}/messages/{id}': message,
    'GET /gmail/v1/users/{userId}/threads': { threads: [{ id }] },
    'GET /gmail/v1/users/{userId}/threads/{id}': { id, historyId: '9', messages: [message] },
    'GET /gmail/v1/users/{userId}/labels': { labels: [{ id: 'Label_7', name: 'Orders', type: 'user' }] },
    'POST /gmail/v1/users/{userId}/labels': { id: 'Label_8', name: 'Orders/2026' },
    'PATCH /gmail/v1/users/{userId}/labels/{id}': { id: 'Label_7', name: 'Orders/2026' },
    'GET /gmail/v1/users/{userId}/messages/{messageId}/attachments/{id}': { data: 'aGk', size: 2 },
    'POST /gmail/v1/users/{userId}/messages/{id}/modify': message,
    'POST /gmail/v1/users/{userId}/messages/{id}/trash': message,
    'POST /gmail/v1/users/{userId}/watch': { historyId: '9', expiration: '1796000000000' },
  },
  skip: {
    'actions.sendEmail': mail,
    'actions.reply': mail,
    'actions.createDraft': mail,
    'actions.sendDraft': mail,
  },
});
