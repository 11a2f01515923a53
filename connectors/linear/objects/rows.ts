import { z } from 'zod';

const time = z.string();
const of = z.looseObject({ id: z.string() }).nullish();
const base = { id: z.string().min(1), createdAt: time, updatedAt: time, archivedAt: time.nullish() };

export const issue = z.looseObject({
  ...base,
  identifier: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  priority: z.number(),
  estimate: z.number().nullish(),
  dueDate: z.string().nullish(),
  completedAt: time.nullish(),
  canceledAt: time.nullish(),
  url: z.string(),
  trashed: z.boolean().nullish(),
  state: z.looseObject({ id: z.string(), name: z.string(), type: z.string() }),
  team: z.looseObject({ id: z.string(), key: z.string() }),
  assignee: of,
  creator: of,
  project: of,
  cycle: of,
  parent: of,
  labels: z.looseObject({ nodes: z.array(z.looseObject({ id: z.string(), name: z.string() })) }),
});

export const project = z.looseObject({
  ...base,
  name: z.string(),
  description: z.string(),
  progress: z.number(),
  startDate: z.string().nullish(),
  targetDate: z.string().nullish(),
  completedAt: time.nullish(),
  url: z.string(),
  lead: of,
});

export const comment = z.looseObject({ ...base, body: z.string(), url: z.string(), issue: of, user: of });

export const user = z.looseObject({
  ...base,
  name: z.string(),
  displayName: z.string(),
  email: z.string(),
  active: z.boolean(),
  admin: z.boolean(),
});

export const team = z.looseObject({ ...base, key: z.string(), name: z.string(), description: z.string().nullish() });

export const cycle = z.looseObject({
  ...base,
  number: z.number(),
  name: z.string().nullish(),
  startsAt: time,
  endsAt: time,
  completedAt: time.nullish(),
  team: z.looseObject({ id: z.string() }),
});
