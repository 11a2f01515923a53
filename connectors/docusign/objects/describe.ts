import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';

const text = z.string().nullish();
const own = z.looseObject({ name: text, required: text, listItems: z.array(z.string()).nullish() });
const fields = z.looseObject({
  textCustomFields: z.array(own).nullish(),
  listCustomFields: z.array(own).nullish(),
});

const field = (name: string, label: string, type: ObjectField['type']): ObjectField => ({
  name,
  label,
  type,
  readOnly: true,
});

const always: ObjectField[] = [
  field('envelopeId', 'Envelope ID', 'text'),
  field('status', 'Status', 'text'),
  field('emailSubject', 'Subject', 'text'),
  field('createdDateTime', 'Created', 'datetime'),
  field('sentDateTime', 'Sent', 'datetime'),
  field('deliveredDateTime', 'Seen', 'datetime'),
  field('completedDateTime', 'Completed', 'datetime'),
  field('declinedDateTime', 'Declined', 'datetime'),
  field('voidedDateTime', 'Voided', 'datetime'),
  field('voidedReason', 'Why voided', 'text'),
  field('expireDateTime', 'Expires', 'datetime'),
  field('lastModifiedDateTime', 'Last changed', 'datetime'),
  field('statusChangedDateTime', 'Status changed', 'datetime'),
  field('sender', 'Sender', 'object'),
  field('recipients', 'Recipients', 'object'),
];

/** What every envelope has, and the account's own fields. */
export async function describeEnvelopes({ http }: ConnectorContext<unknown>): Promise<ObjectField[]> {
  const { textCustomFields, listCustomFields } = (await http.get('/custom_fields', fields)).body;
  const custom = [...(textCustomFields ?? []), ...(listCustomFields ?? [])].flatMap((one): ObjectField[] => {
    const { name, listItems } = one;
    if (!name) return [];
    const choices = (listItems ?? []).map((value) => ({ value, label: value }));
    return [
      {
        // A name with a dot would lead elsewhere.
        name: name.includes('.') ? `customFieldValues.['${name}']` : `customFieldValues.${name}`,
        label: name,
        type: choices.length > 0 ? 'choice' : 'text',
        required: one.required === 'true',
        readOnly: true,
        custom: true,
        ...(choices.length > 0 && { choices }),
      },
    ];
  });
  return [...always, ...custom];
}
