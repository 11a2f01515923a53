import { z } from 'zod';
import { project as projectName } from '../settings.ts';

export const project = projectName;
export const number = z
  .int()
  .positive()
  .meta({ title: 'Number', description: 'Within the project: 42 for #42 or !42.' });
export const title = z.string().trim().min(1).max(255).meta({ title: 'Title' });
export const text = z.string().meta({ title: 'Text', description: 'Markdown.', multiline: true });
export const labels = z.array(z.string().min(1)).meta({ title: 'Labels', options: 'labels', dependsOn: 'project' });
export const people = z.array(z.int()).meta({ title: 'Assigned to', description: 'Numbers of people.' });
export const milestone = z.int().meta({ title: 'Milestone', description: 'Its number.' });
export const branch = z
  .string()
  .min(1)
  .meta({ title: 'Branch', placeholder: 'main', options: 'branches', dependsOn: 'project' });
