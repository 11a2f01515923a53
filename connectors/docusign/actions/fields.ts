import { z } from 'zod';
import { AppCallError } from '../../kit/index.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Somebody who pastes the address means the id in it. */
const idIn = (value: string): string => /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(value)?.[0] ?? value;
const id = z.string().trim().transform(idIn).pipe(z.string().regex(uuid, 'An ID, or the address that holds it.'));

export const envelopeId = id.meta({ title: 'Envelope', description: 'Its ID or address.' });
export const templateId = id.meta({ title: 'Template', options: 'templates' });
export const envelopePath = (of: string): string => `/envelopes/${encodeURIComponent(of)}`;

export const subject = z.string().max(100).optional().meta({ title: 'Subject of the e-mail' });
export const message = z.string().max(10_000).optional().meta({ title: 'Text of the e-mail', multiline: true });
export const asDraft = z.boolean().default(false).meta({ title: 'As a draft', description: 'It is not sent yet.' });
export const customFields = z
  .record(z.string(), z.string())
  .default({})
  .meta({ title: 'Custom fields', description: 'Of the envelope, by their names.' });
export const customFieldsOf = (values: Record<string, string>) => {
  const textCustomFields = Object.entries(values).map(([name, value]) => ({ name, value, show: 'true' }));
  return textCustomFields.length === 0 ? {} : { customFields: { textCustomFields } };
};

export const recipientKind = z
  .enum(['signers', 'carbonCopies', 'certifiedDeliveries'])
  .default('signers')
  .meta({
    title: 'They',
    choices: { signers: 'Sign', carbonCopies: 'Get a copy', certifiedDeliveries: 'Must have seen it' },
  });
export const person = {
  name: z.string().trim().min(1, 'A name.').max(100).meta({ title: 'Name' }),
  email: z.email('An e-mail address.').meta({ title: 'E-mail address' }),
};
export const recipientId = z
  .string()
  .trim()
  .min(1, 'Which?')
  .meta({ title: 'Recipient', description: 'The number in this envelope, such as 1.' });
export const order = z
  .int()
  .min(1)
  .max(999)
  .optional()
  .meta({ title: 'In turn', description: 'Those of one number at once.' });

export const made = z.looseObject({ envelopeId: z.string(), status: z.string().nullish(), uri: z.string().nullish() });
const result = z.looseObject({
  errorDetails: z.looseObject({ errorCode: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

/** A good answer may say of one of its parts that it was refused. */
export function refuseFailed(results: readonly unknown[]): void {
  for (const one of results) {
    const { errorDetails } = result.parse(one);
    const code = errorDetails?.errorCode;
    if (!code || code === 'SUCCESS') continue;
    const said = errorDetails?.message ?? code;
    throw new AppCallError(`Docusign did not accept this: ${said}`, { class: 'invalid', code, appMessage: said });
  }
}
