import { z } from 'zod';

const time = z.iso.datetime({ offset: true });

export const account = z.looseObject({ id: z.int(), login: z.string() }).nullable();
const label = z.union([z.string(), z.looseObject({ name: z.string().nullish() })]);

export const repository = z.looseObject({
  id: z.int(),
  name: z.string(),
  full_name: z.string(),
  private: z.boolean(),
  html_url: z.string(),
  description: z.string().nullable(),
  fork: z.boolean(),
  language: z.string().nullish(),
  default_branch: z.string().optional(),
  archived: z.boolean().optional(),
  stargazers_count: z.int().optional(),
  open_issues_count: z.int().optional(),
  created_at: time.nullish(),
  updated_at: time.nullish(),
  pushed_at: time.nullish(),
});

export const issue = z.looseObject({
  id: z.int(),
  number: z.int(),
  title: z.string(),
  state: z.string(),
  state_reason: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string(),
  user: account,
  labels: z.array(label),
  assignees: z.array(z.looseObject({ login: z.string() })).nullish(),
  milestone: z.looseObject({ number: z.int(), title: z.string() }).nullable(),
  comments: z.int(),
  created_at: time,
  updated_at: time,
  closed_at: time.nullable(),
});

export const pullRequest = z.looseObject({
  id: z.int(),
  number: z.int(),
  title: z.string(),
  state: z.string(),
  body: z.string().nullable(),
  html_url: z.string(),
  user: account,
  draft: z.boolean().optional(),
  labels: z.array(label),
  head: z.looseObject({ ref: z.string(), sha: z.string() }),
  base: z.looseObject({ ref: z.string(), sha: z.string() }),
  created_at: time,
  updated_at: time,
  closed_at: time.nullable(),
  merged_at: time.nullable(),
});

export const comment = z.looseObject({
  id: z.int(),
  body: z.string().optional(),
  html_url: z.string(),
  issue_url: z.string(),
  user: account,
  created_at: time,
  updated_at: time,
});

export const commit = z.looseObject({
  sha: z.string().min(7),
  html_url: z.string(),
  commit: z.looseObject({
    message: z.string(),
    author: z
      .looseObject({ name: z.string().optional(), email: z.string().optional(), date: time.optional() })
      .nullable(),
  }),
  author: z.looseObject({ login: z.string().optional() }).nullable(),
});

export const release = z.looseObject({
  id: z.int(),
  tag_name: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  html_url: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  created_at: time,
  published_at: time.nullable(),
});
