import { z } from 'zod';
import type { Account } from '../accounts/account.ts';
import { isList, lists } from '../accounts/catalogue.ts';
import type { ContactPatch } from '../accounts/contact.ts';
import { ApiError } from './api-error.ts';

interface FieldDescription {
  name: string;
  label: string;
  type: 'string' | 'email' | 'phone' | 'number' | 'boolean' | 'date' | 'datetime' | 'enum' | 'reference' | 'list';
  required: boolean;
  custom: boolean;
  read_only: boolean;
  options?: { value: string; label: string }[];
}

const tiers = ['Bronze', 'Silver', 'Gold'] as const;

const field = (name: string, label: string, type: FieldDescription['type']): FieldDescription => ({
  name,
  label,
  type,
  required: false,
  custom: false,
  read_only: false,
});

export const contactFields: readonly FieldDescription[] = [
  { ...field('id', 'Contact ID', 'string'), read_only: true },
  field('first_name', 'First name', 'string'),
  { ...field('last_name', 'Last name', 'string'), required: true },
  field('email', 'Email', 'email'),
  field('phone', 'Phone', 'phone'),
  field('title', 'Job title', 'string'),
  field('company_id', 'Company', 'reference'),
  field('owner_id', 'Owner', 'reference'),
  { ...field('lists', 'Lists', 'list'), options: lists.map(({ id, name }) => ({ value: id, label: name })) },
  { ...field('created_at', 'Created', 'datetime'), read_only: true },
  { ...field('updated_at', 'Last changed', 'datetime'), read_only: true },
  {
    ...field('customer_tier', 'Customer tier', 'enum'),
    custom: true,
    options: tiers.map((tier) => ({ value: tier, label: tier })),
  },
  { ...field('seats', 'Seats', 'number'), custom: true },
  { ...field('newsletter_opt_in', 'Newsletter opt-in', 'boolean'), custom: true },
  { ...field('renewal_date', 'Renewal date', 'date'), custom: true },
  { ...field('preferred_language', 'Preferred language', 'string'), custom: true },
];

const line = (most: number) =>
  z.string({ error: 'must be text' }).trim().max(most, `must be at most ${most} characters long`);
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().optional();
const EMAIL = /^[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+$/;

const customSchema = z.strictObject({
  customer_tier: orNull(z.enum(tiers, { error: `must be one of ${tiers.join(', ')}` })),
  seats: orNull(z.int({ error: 'must be a whole number' }).min(0, 'must be 0 or more')),
  newsletter_opt_in: orNull(z.boolean({ error: 'must be true or false' })),
  renewal_date: orNull(z.iso.date({ error: 'must be a date such as 2026-03-31' })),
  preferred_language: orNull(line(20)),
});

function inputSchema(account: Account) {
  const { companies, owners } = account.catalogue;
  return z.strictObject({
    first_name: orNull(line(100)),
    last_name: line(100).min(1, 'is needed: every contact has a last name').optional(),
    email: orNull(line(200).regex(EMAIL, 'must look like name@company.com')),
    phone: orNull(line(40)),
    title: orNull(line(120)),
    company_id: orNull(
      line(40).refine((id) => companies.some((one) => one.id === id), 'names no company of this account'),
    ),
    owner_id: orNull(line(40).refine((id) => owners.some((one) => one.id === id), 'names no owner of this account')),
    lists: z
      .array(line(60).refine(isList, 'names no list of this account'), {
        error: 'must be a list of list ids',
      })
      .optional(),
    custom: customSchema.optional(),
  });
}

export function readContactPatch(account: Account, body: unknown): ContactPatch {
  const parsed = inputSchema(account).safeParse(body);
  if (!parsed.success) throw refusal(parsed.error);
  const { custom, ...values } = parsed.data;
  return custom === undefined ? values : { ...values, custom: withoutUndefined(custom) };
}

export function readNewContact(account: Account, body: unknown): ContactPatch & { last_name: string } {
  const values = readContactPatch(account, body);
  if (values.last_name === undefined) throw problem('last_name', 'is needed: every contact has a last name');
  return { ...values, last_name: values.last_name };
}

function refusal(error: z.ZodError): ApiError {
  const issue = error.issues[0];
  if (issue === undefined || (issue.path.length === 0 && issue.code !== 'unrecognized_keys')) {
    return new ApiError(
      422,
      'validation_failed',
      'The request body must be a JSON object with the fields of a contact.',
    );
  }
  if (issue.code === 'unrecognized_keys') {
    const name = [...issue.path, issue.keys[0] ?? ''].join('.');
    const isKnown = contactFields.some((one) => one.name === name && one.read_only);
    const message = isKnown
      ? `${name} is set by Tidewater and cannot be changed.`
      : `Contacts have no field "${name}".`;
    return new ApiError(422, 'validation_failed', message, { field: name });
  }
  return problem(issue.path.join('.'), issue.message);
}

function problem(name: string, message: string): ApiError {
  return new ApiError(422, 'validation_failed', `${name} ${message}.`, { field: name });
}

function withoutUndefined<Value>(values: Record<string, Value | undefined>): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [key, value] of Object.entries(values)) if (value !== undefined) kept[key] = value;
  return kept;
}
