import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import {
  asDraft,
  customFields,
  customFieldsOf,
  envelopeId,
  envelopePath,
  made,
  message,
  person,
  refuseFailed,
  subject,
  templateId,
} from './fields.ts';

const id = '93be49ab-afa0-4adf-933c-f752070d71ec';
const statusOf = (isDraft: boolean) => (isDraft ? 'created' : 'sent');
/** Docusign takes 25 MB with each request, of which Base64 takes a third more than the file. */
const mostBytes = 15_728_640;

const role = z.object({
  role: z.string().trim().min(1, 'Which?').meta({ title: 'Role', options: 'roles', dependsOn: 'template' }),
  ...person,
  values: z
    .record(z.string(), z.string())
    .default({})
    .meta({ title: 'Filled in', description: 'Texts of the template’s fields, by their labels.' }),
});

export const sendFromTemplate = defineAction({
  title: 'Send an envelope from a template',
  input: z.object({
    template: templateId,
    roles: z.array(role).min(1, 'Somebody must get it.').meta({ title: 'Recipients' }),
    subject,
    message,
    customFields,
    asDraft,
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  example: {
    template: '6a3b5c1e-3f0a-4b8e-9d55-2f1f5a7c9b10',
    roles: [{ role: 'Customer', name: 'Mara Lindqvist', email: 'mara@acme.example', values: { order: '42' } }],
    subject: 'Please sign: order 42',
    customFields: { Order: '42' },
  },
  run: async ({ http }, input) => {
    const templateRoles = input.roles.map(({ role: roleName, name, email, values }) => {
      const textTabs = Object.entries(values).map(([tabLabel, value]) => ({ tabLabel, value }));
      return { roleName, name, email, ...(textTabs.length > 0 && { tabs: { textTabs } }) };
    });
    const json = {
      templateId: input.template,
      templateRoles,
      emailSubject: input.subject,
      emailBlurb: input.message,
      ...customFieldsOf(input.customFields),
      status: statusOf(input.asDraft),
    };
    return (await http.post('/envelopes', made, { json })).body;
  },
});

const signer = z.object({
  ...person,
  anchor: z.string().trim().min(1).optional().meta({
    title: 'Signs where the document says',
    description: 'A text in the document, such as /sig1/. Empty: they choose the place.',
  }),
});

export const sendDocument = defineAction({
  title: 'Send a document to be signed',
  description: 'Up to 15 MB. Signers get it one after the other.',
  input: z.object({
    name: z.string().trim().min(1, 'A name.').meta({ title: 'Name of the document' }),
    extension: z
      .string()
      .trim()
      .regex(/^\w{2,5}$/, 'Such as pdf.')
      .default('pdf')
      .meta({ title: 'Ending' }),
    base64: z.base64('Base64.').meta({ title: 'Content', description: 'Base64.' }),
    signers: z.array(signer).min(1, 'Somebody must sign.').meta({ title: 'Signers' }),
    subject: z.string().trim().min(1, 'A subject.').max(100).meta({ title: 'Subject of the e-mail' }),
    message,
    customFields,
    asDraft,
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  example: {
    name: 'Order 42',
    extension: 'txt',
    base64: 'VHdvIGxhbXBzIC9zaWcxLw==',
    signers: [{ name: 'Mara Lindqvist', email: 'mara@acme.example', anchor: '/sig1/' }],
    subject: 'Please sign: order 42',
  },
  run: async ({ http }, input) => {
    if (input.base64.length > (mostBytes * 4) / 3)
      throw new AppCallError('Up to 15 MB can be sent here.', {
        class: 'too_large',
        code: 'too_large',
        field: 'base64',
      });
    const signers = input.signers.map(({ name, email, anchor }, index) => ({
      name,
      email,
      recipientId: String(index + 1),
      routingOrder: String(index + 1),
      ...(anchor !== undefined && { tabs: { signHereTabs: [{ anchorString: anchor, documentId: '1' }] } }),
    }));
    const json = {
      emailSubject: input.subject,
      emailBlurb: input.message,
      documents: [{ documentId: '1', name: input.name, fileExtension: input.extension, documentBase64: input.base64 }],
      recipients: { signers },
      ...customFieldsOf(input.customFields),
      status: statusOf(input.asDraft),
    };
    return (await http.post('/envelopes', made, { json, timeoutMs: 120_000 })).body;
  },
});

const changed = z.looseObject({
  envelopeId: z.string().nullish(),
  errorDetails: z.looseObject({}).nullish(),
});
const of = z.object({ envelopeId: z.string() });

export const sendDraft = defineAction({
  title: 'Send a draft',
  input: z.object({ envelope: envelopeId }),
  output: of,
  effect: 'writes',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, input) => {
    const { body } = await http.put(envelopePath(input.envelope), changed, { json: { status: 'sent' } });
    refuseFailed([body]);
    return { envelopeId: input.envelope };
  },
});

export const voidEnvelope = defineAction({
  title: 'Void an envelope',
  description: 'Nobody can sign it any more, and its recipients are told why. A completed one can’t be voided.',
  input: z.object({
    envelope: envelopeId,
    reason: z.string().trim().min(1, 'Why? Its recipients read it.').max(200).meta({ title: 'Why' }),
  }),
  output: of,
  effect: 'destroys',
  repeat: 'none',
  example: { envelope: id, reason: 'The order has changed.' },
  run: async ({ http }, input) => {
    const json = { status: 'voided', voidedReason: input.reason };
    const { body } = await http.put(envelopePath(input.envelope), changed, { json });
    refuseFailed([body]);
    return { envelopeId: input.envelope };
  },
});

export const resendEnvelope = defineAction({
  title: 'Send an envelope’s e-mails again',
  description: 'To those whose turn it is.',
  input: z.object({ envelope: envelopeId }),
  output: of,
  effect: 'writes',
  repeat: 'none',
  example: { envelope: id },
  run: async ({ http }, input) => {
    const query = { resend_envelope: 'true' };
    const { body } = await http.put(envelopePath(input.envelope), changed, { query, json: {} });
    refuseFailed([body]);
    return { envelopeId: input.envelope };
  },
});

const days = z.int().min(1).max(999);
const notification = z.looseObject({
  reminders: z.looseObject({}).nullish(),
  expirations: z.looseObject({}).nullish(),
});

export const setReminders = defineAction({
  title: 'Set reminders and the end of an envelope',
  input: z.object({
    envelope: envelopeId,
    remindAfter: days.optional().meta({ title: 'First reminder after days' }),
    remindEvery: days.optional().meta({ title: 'And then every … days' }),
    expireAfter: days.optional().meta({ title: 'Ends after days' }),
    warnBefore: days.optional().meta({ title: 'Warns … days before' }),
  }),
  output: notification,
  effect: 'writes',
  repeat: 'natural',
  example: { envelope: id, remindAfter: 3, remindEvery: 2, expireAfter: 30, warnBefore: 3 },
  run: async ({ http }, { envelope, remindAfter, remindEvery, expireAfter, warnBefore }) => {
    const said = (value: number | undefined) => (value === undefined ? undefined : String(value));
    const reminders = {
      reminderEnabled: 'true',
      reminderDelay: said(remindAfter),
      reminderFrequency: said(remindEvery),
    };
    const expirations = { expireEnabled: 'true', expireAfter: said(expireAfter), expireWarn: said(warnBefore) };
    const json = {
      useAccountDefaults: 'false',
      ...(remindAfter !== undefined && { reminders }),
      ...(expireAfter !== undefined && { expirations }),
    };
    return (await http.put(`${envelopePath(envelope)}/notification`, notification, { json, repeatable: true })).body;
  },
});
