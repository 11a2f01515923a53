import { z } from 'zod';

export const issue = z.string().min(1).meta({ title: 'Issue', placeholder: 'SHOP-42', description: 'Its name or id.' });
export const teamId = z.string().min(1).meta({ title: 'Team', options: 'teams' });
export const stateId = z.string().min(1).meta({ title: 'Status', options: 'states', dependsOn: 'teamId' });
export const personId = z.string().min(1).meta({ title: 'Person', options: 'people' });
export const labelIds = z.array(z.string()).meta({ title: 'Labels' });
export const projectId = z.string().min(1).meta({ title: 'Project', options: 'projects' });
export const priority = z
  .int()
  .min(0)
  .max(4)
  .meta({ title: 'Priority', description: '1 urgent, 2 high, 3 medium, 4 low, 0 none.' });
export const markdown = z.string().meta({ title: 'Text', description: 'Markdown.', multiline: true });
