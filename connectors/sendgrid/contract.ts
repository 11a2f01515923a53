import { defineContract } from '../kit/index.ts';

const unnamed = 'the description (trimmed) does not hold this address';

export default defineContract({
  descriptions: [{ name: 'sendgrid', url: 'https://api.sendgrid.com/v3' }],
  fields: { apiKey: 'SG.portico' },
  skip: {
    'objects.contact.describe': unnamed,
    'objects.segment.pull': unnamed,
    'actions.removeFromList': unnamed,
    'actions.sendTemplate': 'the description asks for subject and content, which the template brings',
  },
  answers: {
    // The description's example knows other people than ours.
    'POST /marketing/contacts/search/emails': {
      result: {
        'ada@acme.example': { contact: { id: 'c1', email: 'ada@acme.example' } },
        'bo@acme.example': { contact: { id: 'c2', email: 'bo@acme.example' } },
      },
    },
    'GET /scopes': { scopes: ['mail.send', 'verified_senders.read'] },
  },
});
