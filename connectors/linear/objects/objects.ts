import { linearObject } from './linear-object.ts';
import { comment, cycle, issue, project, team, user } from './rows.ts';
import { upsertIssues } from './upsert.ts';

const base = 'id createdAt updatedAt archivedAt';

export const objects = {
  issue: linearObject({
    label: 'issues',
    row: issue,
    connection: 'issues',
    type: 'Issue',
    fields: `${base} identifier title description priority estimate dueDate completedAt canceledAt url trashed
      state { id name type } team { id key } assignee { id } creator { id } project { id } cycle { id } parent { id }
      labels(first: 50) { nodes { id name } }`,
    upsert: upsertIssues,
  }),
  project: linearObject({
    label: 'projects',
    row: project,
    connection: 'projects',
    type: 'Project',
    fields: `${base} name description progress startDate targetDate completedAt url lead { id }`,
  }),
  comment: linearObject({
    label: 'comments',
    row: comment,
    connection: 'comments',
    type: 'Comment',
    fields: `${base} body url issue { id identifier } user { id }`,
  }),
  user: linearObject({
    label: 'people',
    row: user,
    connection: 'users',
    type: 'User',
    fields: `${base} name displayName email active admin`,
  }),
  team: linearObject({
    label: 'teams',
    row: team,
    connection: 'teams',
    type: 'Team',
    fields: `${base} key name description`,
  }),
  cycle: linearObject({
    label: 'cycles',
    row: cycle,
    connection: 'cycles',
    type: 'Cycle',
    fields: `${base} number name startsAt endsAt completedAt team { id }`,
  }),
};
