import { z } from 'zod';

const text = z.string().nullish();
const id = z.string().min(1);
const person = z.looseObject({ id: text, name: text, login: text }).nullish();
const mini = z.looseObject({ type: text, id, name: text }).nullish();

const item = z.looseObject({
  type: z.string().optional(),
  id,
  etag: text,
  name: text,
  description: text,
  size: z.number().nullish(),
  created_at: text,
  modified_at: text,
  trashed_at: text,
  created_by: person,
  modified_by: person,
  owned_by: person,
  parent: mini,
  path_collection: z.looseObject({ entries: z.array(z.looseObject({ id, name: text })).nullish() }).nullish(),
  item_status: text,
  shared_link: z.looseObject({ url: text }).nullish(),
  tags: z.array(z.string()).nullish(),
  /** By scope and template. */
  metadata: z.record(z.string(), z.record(z.string(), z.looseObject({}))).nullish(),
});

export const file = item.extend({ sha1: text, extension: text, version_number: text });
export const folder = item.extend({ has_collaborations: z.boolean().nullish() });

export const collaboration = z.looseObject({
  type: z.string().optional(),
  id,
  /** Nothing is told of an item while the invitation is open. */
  item: z.looseObject({ type: text, id: text, name: text }).nullish(),
  accessible_by: z.looseObject({ type: text, id: text, name: text, login: text }).nullish(),
  invite_email: text,
  role: text,
  status: text,
  created_at: text,
  modified_at: text,
  expires_at: text,
});

export const user = z.looseObject({
  type: z.string().optional(),
  id,
  name: text,
  login: text,
  status: text,
  role: text,
  job_title: text,
  phone: text,
  created_at: text,
  modified_at: text,
});

const itemFields =
  'id,type,etag,name,description,size,created_at,modified_at,trashed_at,created_by,modified_by,owned_by,parent,path_collection,item_status,shared_link,tags';
/** Box sends four fields unless told. Those that a kind does not have are passed over. */
export const fileFields = `${itemFields},content_created_at,content_modified_at,sha1,extension,version_number`;
export const folderFields = `${itemFields},has_collaborations`;
export const userFields =
  'id,type,name,login,status,role,job_title,phone,language,timezone,space_amount,space_used,created_at,modified_at';

export type Kind = 'file' | 'folder';
export const fieldsOf = (kind: Kind, template: string): string => {
  const fields = kind === 'file' ? fileFields : folderFields;
  return template === '' ? fields : `${fields},metadata.${template}`;
};
export const pathOf = (kind: Kind, key: string): string => `/${kind}s/${encodeURIComponent(key)}`;
