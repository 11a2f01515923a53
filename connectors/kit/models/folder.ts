import { z } from 'zod';
import { beginning, ending, reference, text, yesOrNo } from './model-parts.ts';

export const folder = z.object({
  ...beginning,
  name: text('Name'),
  path: text('Path', 'From the root that the account sees.'),
  parentId: reference('Folder that it is in', 'folder'),
  description: text('Description'),
  driveId: text('Drive', 'The app’s key of the drive or library.'),
  ownerId: text('Owner', 'The app’s key of the person.'),
  trashed: yesOrNo('In the bin'),
  ...ending,
});
