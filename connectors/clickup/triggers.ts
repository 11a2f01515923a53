import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';

const change = z.looseObject({
  event: z.string(),
  task_id: z.string(),
  history_items: z.array(z.looseObject({ field: z.string().nullish() })).nullish(),
});

const on = (title: string, event: string, field?: string): ConnectorTrigger => ({
  title,
  description: 'What was changed, before and after; read the task for the rest.',
  via: 'hook',
  events: [event],
  output: change,
  sample: {
    event,
    task_id: '86a1b2c3d',
    webhook_id: '7fa3ec74-69a8-4530-a251-8a13730bd204',
    ...(field && {
      history_items: [
        {
          id: '2800763136717140857',
          date: '1795251600000',
          field,
          user: { id: 183, username: 'Ada Moreno' },
          before: null,
          after: null,
        },
      ],
    }),
  },
});

export const triggers: Record<string, ConnectorTrigger> = {
  taskCreated: on('A task was created', 'taskCreated', 'task_creation'),
  taskUpdated: on('A task was changed', 'taskUpdated', 'name'),
  taskStatusChanged: on('A task has another status', 'taskStatusUpdated', 'status'),
  taskAssigned: on('A task was given to somebody', 'taskAssigneeUpdated', 'assignee_add'),
  taskMoved: on('A task was moved', 'taskMoved', 'section_moved'),
  taskDeleted: on('A task was deleted', 'taskDeleted'),
  commentPosted: on('Somebody commented', 'taskCommentPosted', 'comment'),
};
