import { z } from 'zod';
import { beginning, choice, ending, text, yesOrNo } from './model-parts.ts';

export const user = z.object({
  ...beginning,
  name: text('Name'),
  firstName: text('First name'),
  lastName: text('Last name'),
  username: text('User name'),
  email: text('E-mail address'),
  kind: choice(
    ['member', 'customer', 'bot'],
    'Kind',
    'Somebody who works in the app, somebody who is served with it, or a program.',
  ),
  role: text('Role', 'The app’s word.'),
  active: yesOrNo('Active', 'Whether the person can still sign in.'),
  phone: text('Telephone number'),
  timeZone: text('Time zone', 'As the app writes it.'),
  language: text('Language', 'As the app writes it.'),
  pictureUrl: text('Picture'),
  ...ending,
});
