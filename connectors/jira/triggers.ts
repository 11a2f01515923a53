import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const withIssue = z.looseObject({ issue: z.looseObject({ id: z.string(), key: z.string() }) });
const withComment = withIssue.extend({ comment: z.looseObject({ id: z.string() }) });
const issue = { id: '10002', key: 'SHOP-42', fields: { summary: 'The lamp flickers', status: { name: 'To Do' } } };
const comment = { id: '10100', body: 'A customer has asked for this.' };

const on = (title: string, event: string, output: z.ZodType, data: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [event],
  output,
  sample: data,
  scopes: ['manage:jira-webhook'],
});

export const triggers: Record<string, ConnectorTrigger> = {
  issueCreated: on('An issue was created', 'jira:issue_created', withIssue, { issue }),
  issueChanged: on('An issue was changed', 'jira:issue_updated', withIssue, { issue }),
  issueDeleted: on('An issue was deleted', 'jira:issue_deleted', withIssue, { issue }),
  commentCreated: on('Somebody commented', 'comment_created', withComment, { issue, comment }),
  commentChanged: on('A comment was changed', 'comment_updated', withComment, { issue, comment }),
};
