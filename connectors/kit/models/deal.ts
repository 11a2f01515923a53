import { z } from 'zod';
import {
  beginning,
  choice,
  currency,
  day,
  decimal,
  ending,
  instant,
  reference,
  references,
  text,
  texts,
} from './model-parts.ts';

export const deal = z.object({
  ...beginning,
  name: text('Name'),
  description: text('Description'),
  amount: decimal('Amount'),
  currency,
  status: choice(['open', 'won', 'lost'], 'Status', 'Left out where the app does not tell.'),
  stage: text('Stage', 'The app’s word or key.'),
  pipeline: text('Pipeline', 'The app’s word or key.'),
  probability: z
    .number()
    .min(0)
    .max(100)
    .meta({ title: 'Probability', description: 'In percent: 0 to 100.' })
    .optional(),
  expectedCloseDate: day('Expected close date'),
  closedAt: instant('Closed', 'When it was won or lost.'),
  lostReason: text('Reason for losing', 'The app’s word.'),
  companyId: reference('Company', 'company'),
  contactIds: references('Contacts', 'contacts'),
  ownerId: reference('Owner', 'user'),
  tags: texts('Tags'),
  ...ending,
});
