import { z } from 'zod';

const text = z.string().optional();
const entry = z.looseObject({
  '.tag': text,
  id: z.string().min(1),
  name: z.string(),
  path_lower: text,
  path_display: text,
  parent_shared_folder_id: text,
  sharing_info: z.looseObject({ read_only: z.boolean().optional() }).optional(),
});

export const file = entry.extend({
  client_modified: text,
  server_modified: text,
  rev: text,
  size: z.number().optional(),
  content_hash: text,
  is_downloadable: z.boolean().optional(),
});
export const folder = entry;

export const sharedLink = z.looseObject({
  '.tag': text,
  url: z.string().min(1),
  name: z.string(),
  id: text,
  path_lower: text,
  expires: text,
  link_permissions: z.looseObject({}).optional(),
});

/** An entry of any kind, as lists hold them. What is deleted has a path, and no id. */
export const listed = z.looseObject({
  '.tag': z.string(),
  id: text,
  path_lower: text,
});
export type Kind = 'file' | 'folder';
