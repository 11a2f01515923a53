import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { recipients } from '../objects/rows.ts';
import { envelopeId, envelopePath, order, person, recipientId, recipientKind, refuseFailed } from './fields.ts';

const id = '93be49ab-afa0-4adf-933c-f752070d71ec';
const resend = z
  .boolean()
  .default(true)
  .meta({ title: 'Write them an e-mail', description: 'Where the envelope has been sent.' });

export const getRecipients = defineAction({
  title: 'List an envelope’s recipients',
  input: z.object({ envelope: envelopeId }),
  output: recipients,
  effect: 'reads',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, input) => (await http.get(`${envelopePath(input.envelope)}/recipients`, recipients)).body,
});

export const addRecipient = defineAction({
  title: 'Add a recipient to an envelope',
  description: 'Also of one that was sent, as long as it is not completed.',
  input: z.object({ envelope: envelopeId, kind: recipientKind, recipient: recipientId, ...person, order, resend }),
  output: recipients,
  effect: 'writes',
  repeat: 'none',
  example: { envelope: id, recipient: '2', name: 'Bo Larsen', email: 'bo@acme.example', order: 2 },
  run: async ({ http }, input) => {
    const { name, email, kind } = input;
    const one = { name, email, recipientId: input.recipient, routingOrder: input.order && String(input.order) };
    const { body } = await http.post(`${envelopePath(input.envelope)}/recipients`, recipients, {
      query: { resend_envelope: String(input.resend) },
      json: { [kind]: [one] },
    });
    refuseFailed(body[kind] ?? []);
    return body;
  },
});

const updates = z.looseObject({ recipientUpdateResults: z.array(z.looseObject({})).nullish() });
const done = z.object({ envelopeId: z.string(), recipientId: z.string() });

export const correctRecipient = defineAction({
  title: 'Correct a recipient’s name or address',
  input: z.object({
    envelope: envelopeId,
    kind: recipientKind,
    recipient: recipientId,
    name: person.name.optional(),
    email: person.email.optional(),
    order,
    resend,
  }),
  output: done,
  effect: 'writes',
  repeat: 'none',
  example: { envelope: id, recipient: '1', email: 'mara.lindqvist@acme.example' },
  run: async ({ http }, { envelope, kind, recipient, name, email, order: turn, resend: writes }) => {
    const one = { recipientId: recipient, name, email, routingOrder: turn && String(turn) };
    const { body } = await http.put(`${envelopePath(envelope)}/recipients`, updates, {
      query: { resend_envelope: String(writes) },
      json: { [kind]: [one] },
    });
    refuseFailed(body.recipientUpdateResults ?? []);
    return { envelopeId: envelope, recipientId: recipient };
  },
});

export const removeRecipient = defineAction({
  title: 'Take a recipient off an envelope',
  description: 'Who has signed stays.',
  input: z.object({ envelope: envelopeId, kind: recipientKind, recipient: recipientId }),
  output: done,
  effect: 'destroys',
  repeat: 'none',
  example: { envelope: id, recipient: '2' },
  run: async ({ http }, { envelope, kind, recipient }) => {
    const { body } = await http.delete(`${envelopePath(envelope)}/recipients`, recipients, {
      json: { [kind]: [{ recipientId: recipient }] },
    });
    refuseFailed(body[kind] ?? []);
    return { envelopeId: envelope, recipientId: recipient };
  },
});

const view = z.looseObject({ url: z.string() });

export const getSigningLink = defineAction({
  title: 'Get a link for signing here',
  description: 'For a recipient with a user ID of yours. Good for five minutes and one visit.',
  input: z.object({
    envelope: envelopeId,
    clientUserId: z.string().trim().min(1, 'Whose?').meta({ title: 'Your ID of the recipient' }),
    ...person,
    returnUrl: z.url('An address.').meta({ title: 'Leads back to' }),
  }),
  output: view,
  effect: 'reads',
  repeat: 'natural',
  example: {
    envelope: id,
    clientUserId: 'customer-42',
    name: 'Mara Lindqvist',
    email: 'mara@acme.example',
    returnUrl: 'https://app.acme.example/signed',
  },
  run: async ({ http }, { envelope, clientUserId, name, email, returnUrl }) => {
    const json = { clientUserId, userName: name, email, returnUrl, authenticationMethod: 'none' };
    return (await http.post(`${envelopePath(envelope)}/views/recipient`, view, { json })).body;
  },
});
