import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { envelope, withValues } from '../objects/rows.ts';
import { envelopeId, envelopePath } from './fields.ts';

const id = '93be49ab-afa0-4adf-933c-f752070d71ec';
const include = 'recipients,custom_fields';
const text = z.string().nullish();

export const getEnvelope = defineAction({
  title: 'Get an envelope',
  description: 'With its recipients and custom fields.',
  input: z.object({ envelope: envelopeId }),
  output: envelope,
  effect: 'reads',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, input) => {
    const { body } = await http.get(envelopePath(input.envelope), envelope, { query: { include } });
    return envelope.parse(withValues(body));
  },
});

const found = z.looseObject({ envelopes: z.array(envelope).nullish(), totalSetSize: text });

export const findEnvelopes = defineAction({
  title: 'Find envelopes',
  description: 'By words in subject, sender or recipients; newest change first.',
  input: z.object({
    words: z.string().trim().optional().meta({ title: 'Words' }),
    status: z
      .enum(['created', 'sent', 'delivered', 'completed', 'declined', 'voided'])
      .optional()
      .meta({
        title: 'Status',
        choices: {
          created: 'Draft',
          sent: 'Sent',
          delivered: 'Seen',
          completed: 'Completed',
          declined: 'Declined',
          voided: 'Voided',
        },
      }),
    since: z.iso.date('A day such as 2026-01-01.').default('2000-01-01').meta({ title: 'Changed since' }),
    most: z.int().min(1).max(100).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ envelopes: z.array(envelope), total: z.number() }),
  effect: 'reads',
  repeat: 'natural',
  example: { words: 'order 42', status: 'sent' },
  run: async ({ http }, input) => {
    const { body } = await http.get('/envelopes', found, {
      query: {
        from_date: `${input.since}T00:00:00Z`,
        search_text: input.words || undefined,
        status: input.status,
        include,
        order_by: 'last_modified',
        order: 'desc',
        count: String(input.most),
      },
    });
    const envelopes = body.envelopes ?? [];
    return { envelopes, total: Number(body.totalSetSize ?? envelopes.length) || envelopes.length };
  },
});

const documents = z.looseObject({
  envelopeDocuments: z
    .array(z.looseObject({ documentId: z.string(), name: text, type: text, sizeBytes: text }))
    .nullish(),
});

export const listDocuments = defineAction({
  title: 'List an envelope’s documents',
  input: z.object({ envelope: envelopeId }),
  output: documents,
  effect: 'reads',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, input) => (await http.get(`${envelopePath(input.envelope)}/documents`, documents)).body,
});

const mostBytes = 20_971_520;

export const downloadDocuments = defineAction({
  title: 'Download an envelope’s documents',
  description: 'As one PDF, or one of them, or the certificate; up to 20 MB.',
  input: z.object({
    envelope: envelopeId,
    document: z
      .string()
      .trim()
      .regex(/^(combined|certificate|archive|portfolio|\d+)$/, 'combined, certificate, archive, or a number.')
      .default('combined')
      .meta({
        title: 'Which',
        description:
          'combined: all as one PDF. certificate: who signed when. archive: all as ZIP. Or the number of one.',
      }),
    withCertificate: z
      .boolean()
      .default(false)
      .meta({ title: 'With the certificate', description: 'Of the combined PDF.' }),
  }),
  output: z.object({ contentType: z.string(), size: z.number(), base64: z.string() }),
  effect: 'reads',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, { envelope: of, document, withCertificate }) => {
    const path = `${envelopePath(of)}/documents/${encodeURIComponent(document)}`;
    const { body, headers } = await http.get(path, z.instanceof(Uint8Array), {
      query: { certificate: document === 'combined' ? String(withCertificate) : undefined },
      answer: 'bytes',
      maxBytes: mostBytes,
      timeoutMs: 120_000,
    });
    return {
      contentType: headers.get('content-type') ?? 'application/pdf',
      size: body.length,
      base64: Buffer.from(body).toString('base64'),
    };
  },
});

const audit = z.looseObject({
  auditEvents: z
    .array(z.looseObject({ eventFields: z.array(z.looseObject({ name: text, value: text })).nullish() }))
    .nullish(),
});

export const getAuditTrail = defineAction({
  title: 'List what happened to an envelope',
  input: z.object({ envelope: envelopeId }),
  output: z.object({ events: z.array(z.record(z.string(), z.string())) }),
  effect: 'reads',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, input) => {
    const { body } = await http.get(`${envelopePath(input.envelope)}/audit_events`, audit);
    const events = (body.auditEvents ?? []).map(({ eventFields }) =>
      Object.fromEntries((eventFields ?? []).map(({ name, value }) => [name ?? '', value ?? ''])),
    );
    return { events };
  },
});

const form = z.looseObject({
  formData: z.array(z.looseObject({ name: text, value: text })).nullish(),
  recipientFormData: z.array(z.looseObject({ name: text, email: text })).nullish(),
});

export const getFormData = defineAction({
  title: 'Get what recipients have filled in',
  input: z.object({ envelope: envelopeId }),
  output: form,
  effect: 'reads',
  repeat: 'natural',
  example: { envelope: id },
  run: async ({ http }, input) => (await http.get(`${envelopePath(input.envelope)}/form_data`, form)).body,
});
