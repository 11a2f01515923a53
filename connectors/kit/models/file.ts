import { z } from 'zod';
import { beginning, ending, integer, reference, text, yesOrNo } from './model-parts.ts';

export const file = z.object({
  ...beginning,
  name: text('Name', 'With its ending.'),
  path: text('Path', 'From the root that the account sees: /reports/2026.pdf.'),
  folderId: reference('Folder', 'folder'),
  description: text('Description'),
  mimeType: text('MIME type'),
  size: integer('Size', 'In bytes; left out for documents that have none of their own.'),
  version: text('Version', 'Changes with the content: an etag, a revision.'),
  checksum: text('Checksum', 'Of the content, as the app works it out.'),
  downloadUrl: text('Download address', 'Where the app has one that lasts; it may need the connection’s credentials.'),
  driveId: text('Drive', 'The app’s key of the drive, library or bucket.'),
  ownerId: text('Owner', 'The app’s key of the person.'),
  trashed: yesOrNo('In the bin'),
  ...ending,
});
