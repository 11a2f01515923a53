import { z } from 'zod';
import { addresses, beginning, choice, emails, ending, phones, reference, text, texts } from './model-parts.ts';

export const contact = z.object({
  ...beginning,
  name: text('Name', 'The whole name, as people write it.'),
  firstName: text('First name'),
  lastName: text('Last name'),
  jobTitle: text('Job title'),
  emails,
  phones,
  addresses,
  companyId: reference('Company', 'company'),
  companyName: text('Name of the company'),
  stage: text('Stage', 'How far the person is on the way to be a customer, in the app’s word: lead, customer.'),
  emailStatus: choice(
    ['subscribed', 'unsubscribed', 'pending', 'bounced'],
    'E-mail status',
    'Whether the person wants news by e-mail; left out where the app does not tell.',
  ),
  language: text('Language', 'As the app writes it: en, pt-BR.'),
  timeZone: text('Time zone', 'As the app writes it: Europe/Berlin.'),
  ownerId: reference('Owner', 'user'),
  tags: texts('Tags'),
  ...ending,
});
