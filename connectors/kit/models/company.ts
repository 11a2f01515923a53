import { z } from 'zod';
import {
  addresses,
  beginning,
  currency,
  decimal,
  emails,
  ending,
  integer,
  phones,
  reference,
  text,
  texts,
} from './model-parts.ts';

export const company = z.object({
  ...beginning,
  name: text('Name'),
  domain: text('Domain', 'Of its website or e-mail addresses: globex.example.'),
  website: text('Website'),
  description: text('Description'),
  industry: text('Industry', 'The app’s word.'),
  stage: text('Stage', 'How far it is on its way to be a customer, in the app’s word.'),
  employees: integer('Employees'),
  annualRevenue: decimal('Annual revenue'),
  currency,
  emails,
  phones,
  addresses,
  parentId: reference('Parent company', 'company'),
  ownerId: reference('Owner', 'user'),
  tags: texts('Tags'),
  ...ending,
});
