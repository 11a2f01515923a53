import { z } from 'zod';

const time = z.string();
const maybe = time.nullish();
const id = z.int();
const person = z.looseObject({ id, username: z.string(), name: z.string().nullish() });
const labels = z.array(z.union([z.string(), z.looseObject({ name: z.string() })]));
const milestone = z.looseObject({ id, title: z.string() });

export const project = z.looseObject({
  id,
  name: z.string(),
  path_with_namespace: z.string(),
  description: z.string().nullish(),
  visibility: z.string().nullish(),
  archived: z.boolean().nullish(),
  default_branch: z.string().nullish(),
  web_url: z.string(),
  star_count: z.int().nullish(),
  open_issues_count: z.int().nullish(),
  created_at: maybe,
  updated_at: maybe,
  last_activity_at: maybe,
});

export const issue = z.looseObject({
  id,
  iid: id,
  project_id: id,
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  labels,
  author: person.nullish(),
  assignees: z.array(person).nullish(),
  milestone: milestone.nullish(),
  due_date: z.string().nullish(),
  weight: z.number().nullish(),
  confidential: z.boolean().nullish(),
  issue_type: z.string().nullish(),
  user_notes_count: z.int().nullish(),
  web_url: z.string(),
  created_at: time,
  updated_at: time,
  closed_at: maybe,
});

export const mergeRequest = z.looseObject({
  id,
  iid: id,
  project_id: id,
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  draft: z.boolean().nullish(),
  labels,
  source_branch: z.string(),
  target_branch: z.string(),
  author: person.nullish(),
  assignees: z.array(person).nullish(),
  reviewers: z.array(person).nullish(),
  milestone: milestone.nullish(),
  detailed_merge_status: z.string().nullish(),
  sha: z.string().nullish(),
  web_url: z.string(),
  created_at: time,
  updated_at: time,
  merged_at: maybe,
  closed_at: maybe,
});

export const member = z.looseObject({
  id,
  username: z.string(),
  name: z.string(),
  state: z.string(),
  access_level: z.int(),
  web_url: z.string().nullish(),
  created_at: maybe,
  expires_at: maybe,
});

export const pipeline = z.looseObject({
  id,
  iid: id.nullish(),
  project_id: id.nullish(),
  status: z.string(),
  source: z.string().nullish(),
  ref: z.string().nullish(),
  sha: z.string(),
  web_url: z.string(),
  created_at: maybe,
  updated_at: maybe,
});

export const release = z.looseObject({
  tag_name: z.string().min(1),
  name: z.string().nullish(),
  description: z.string().nullish(),
  created_at: maybe,
  released_at: maybe,
  author: person.nullish(),
  commit: z.looseObject({ id: z.string() }).nullish(),
  milestones: z.array(milestone).nullish(),
});

export const comment = z.looseObject({
  id,
  body: z.string(),
  author: person.nullish(),
  system: z.boolean(),
  noteable_id: id.nullish(),
  noteable_type: z.string(),
  noteable_iid: id,
  resolved: z.boolean().nullish(),
  created_at: time,
  updated_at: time,
});

/** A comment is found at the issue or merge request below which it stands. */
export const commentKey = (kind: string, iid: number | string, key: number | string): string =>
  `${kind === 'MergeRequest' ? 'merge_requests' : 'issues'}/${iid}/${key}`;
