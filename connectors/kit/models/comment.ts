import { z } from 'zod';
import { beginning, ending, reference, text, yesOrNo } from './model-parts.ts';

export const comment = z.object({
  ...beginning,
  ticketId: reference('Ticket', 'ticket'),
  body: text('Body', 'As the app has it: plain, Markdown or HTML.'),
  public: yesOrNo('Public', 'Whether the person who asked sees it; left out where the app makes no difference.'),
  authorId: text('Author', 'The app’s key of the person: a user or a contact.'),
  authorName: text('Name of the author'),
  authorEmail: text('E-mail address of the author'),
  parentId: reference('Answer to', 'comment'),
  ...ending,
});
