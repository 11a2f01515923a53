import { z } from 'zod';

const person = z.looseObject({
  displayName: z.string().optional(),
  emailAddress: z.string().optional(),
  permissionId: z.string().optional(),
});

/** Google leaves out what does not apply: a folder has no size, a shared drive's file no owners. */
export const file = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  mimeType: z.string().optional(),
  description: z.string().optional(),
  parents: z.array(z.string()).optional(),
  /** Of anybody, and of this app alone. */
  properties: z.record(z.string(), z.string().nullable()).optional(),
  appProperties: z.record(z.string(), z.string().nullable()).optional(),
  createdTime: z.string().optional(),
  modifiedTime: z.string().optional(),
  /** A number as a text. */
  size: z.string().optional(),
  version: z.string().optional(),
  md5Checksum: z.string().optional(),
  webViewLink: z.string().optional(),
  webContentLink: z.string().optional(),
  shared: z.boolean().optional(),
  starred: z.boolean().optional(),
  trashed: z.boolean().optional(),
  driveId: z.string().optional(),
  owners: z.array(person).optional(),
  lastModifyingUser: person.optional(),
});

export const permission = z.looseObject({
  id: z.string().min(1),
  type: z.string().optional(),
  role: z.string().optional(),
  emailAddress: z.string().optional(),
  domain: z.string().optional(),
  displayName: z.string().optional(),
  expirationTime: z.string().optional(),
  deleted: z.boolean().optional(),
});
export const permissionFields = 'id,type,role,emailAddress,domain,displayName,expirationTime,deleted';
