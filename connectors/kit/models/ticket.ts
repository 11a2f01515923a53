import { z } from 'zod';
import { beginning, choice, day, ending, instant, reference, references, text, texts } from './model-parts.ts';

export const ticket = z.object({
  ...beginning,
  number: text('Number', 'What people call it by: WEB-12, #1042.'),
  title: text('Title'),
  description: text('Description', 'As the app has it: plain, Markdown or HTML.'),
  type: text('Type', 'The app’s word: bug, incident, task.'),
  status: choice(
    ['open', 'in_progress', 'on_hold', 'closed'],
    'Status',
    'Left out where the app’s word is one of the account’s own.',
  ),
  appStatus: text('Status in the app', 'The app’s own word or key.'),
  priority: choice(
    ['low', 'normal', 'high', 'urgent'],
    'Priority',
    'Left out where the app’s word is one of the account’s own.',
  ),
  appPriority: text('Priority in the app', 'The app’s own word or key.'),
  projectId: text('Project', 'The app’s key of the project, board, list or repository that it is in.'),
  parentId: reference('Parent', 'ticket'),
  requesterId: text('Requester', 'The app’s key of the person who asked: a contact or a user.'),
  creatorId: reference('Creator', 'user'),
  assigneeIds: references('Assigned to', 'users'),
  teamId: text('Team', 'The app’s key of the team, group or inbox.'),
  companyId: reference('Company', 'company'),
  tags: texts('Tags'),
  dueDate: day('Due'),
  closedAt: instant('Closed'),
  ...ending,
});
