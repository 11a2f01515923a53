import type { z } from 'zod';
import { comment } from './comment.ts';
import { company } from './company.ts';
import { contact } from './contact.ts';
import { customer } from './customer.ts';
import { deal } from './deal.ts';
import { file } from './file.ts';
import { folder } from './folder.ts';
import { invoice } from './invoice.ts';
import { payment } from './payment.ts';
import { ticket } from './ticket.ts';
import { user } from './user.ts';

/** Models that every app's records may take, so that one app is as good as another to who reads them. */
export const models = {
  company: {
    category: 'crm',
    label: 'companies',
    description: 'An organisation that the account sells to or works with.',
    schema: company,
  },
  contact: { category: 'crm', label: 'contacts', description: 'A person outside the account.', schema: contact },
  deal: { category: 'crm', label: 'deals', description: 'A sale that may come about.', schema: deal },
  ticket: {
    category: 'ticketing',
    label: 'tickets',
    description: 'Something that somebody is to do or answer: a case, an issue, a task, a card.',
    schema: ticket,
  },
  comment: {
    category: 'ticketing',
    label: 'comments',
    description: 'What somebody said about a ticket, to everybody or among colleagues.',
    schema: comment,
  },
  user: {
    category: 'ticketing',
    label: 'users',
    description: 'Somebody with an account in the app: owners, agents and assignees are references to these.',
    schema: user,
  },
  customer: {
    category: 'accounting',
    label: 'customers',
    description: 'Who invoices are written to.',
    schema: customer,
  },
  invoice: { category: 'accounting', label: 'invoices', description: 'What a customer is to pay.', schema: invoice },
  payment: {
    category: 'accounting',
    label: 'payments',
    description: 'Money that came in, or was tried to.',
    schema: payment,
  },
  file: { category: 'files', label: 'files', description: 'A file; its content stays in the app.', schema: file },
  folder: { category: 'files', label: 'folders', description: 'What files are in.', schema: folder },
} as const satisfies Record<string, Model>;

/** A shape that records of several apps share. */
export interface Model {
  category: 'crm' | 'ticketing' | 'accounting' | 'files';
  /** In the plural, for people. */
  label: string;
  description: string;
  schema: z.ZodObject;
}

export type ModelName = keyof typeof models;

/** The names as they are written in code and in the feed. */
export const modelNames = Object.keys(models) as [ModelName, ...ModelName[]];

/** A record of a model, as who reads the feed gets it. */
export type RecordOf<Name extends ModelName> = z.output<(typeof models)[Name]['schema']>;
