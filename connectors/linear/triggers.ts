import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const thing = z.looseObject({ id: z.string() });
const on = (title: string, event: string, sample: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [event],
  output: thing,
  sample,
  scopes: ['admin'],
});

const issue = {
  id: 'a8f0f0c2-6f0e-4c5e-9f2b-2f0d8c1d7b11',
  identifier: 'SHOP-42',
  title: 'The lamp flickers',
  priority: 2,
};
const comment = { id: 'c1', body: 'A customer has asked for this.', issueId: issue.id };
const project = { id: 'p1', name: 'New lamps' };

export const triggers: Record<string, ConnectorTrigger> = {
  issueCreated: on('An issue was created', 'Issue.create', issue),
  issueChanged: on('An issue was changed', 'Issue.update', issue),
  issueRemoved: on('An issue was deleted', 'Issue.remove', issue),
  commentCreated: on('Somebody commented', 'Comment.create', comment),
  projectCreated: on('A project was created', 'Project.create', project),
  projectChanged: on('A project was changed', 'Project.update', project),
};
