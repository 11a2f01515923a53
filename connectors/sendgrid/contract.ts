import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [{ name: 'sendgrid', url: 'https://api.sendgrid.com/v3' }],
  fields: { apiKey: 'SG.portico' },
  objects: { list: {}, template: {} },
  skip: { 'actions.sendTemplate': 'the description asks for subject and content, which the template brings' },
  answers: { 'GET /scopes': { scopes: ['mail.send', 'verified_senders.read'] } },
});
