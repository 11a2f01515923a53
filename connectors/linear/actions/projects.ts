import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { entity, mutate } from '../ask.ts';
import { personId, teamId } from './fields.ts';

export const createProject = defineAction({
  title: 'Create a project',
  input: z.object({
    name: z.string().min(1).meta({ title: 'Name' }),
    teamIds: z.array(teamId).min(1).meta({ title: 'Teams' }),
    description: z.string().max(255).optional().meta({ title: 'In short' }),
    content: z.string().optional().meta({ title: 'Text', multiline: true }),
    leadId: personId.optional().meta({ title: 'Lead', options: 'people' }),
    startDate: z.iso.date().optional().meta({ title: 'Begins' }),
    targetDate: z.iso.date().optional().meta({ title: 'Ends' }),
  }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes: ['write'],
  example: { name: 'New lamps', teamIds: ['9cfb482a-81e3-4154-b5b9-2c805e70a02d'] },
  run: ({ http }, input) => {
    const query =
      'mutation ($input: ProjectCreateInput!) { projectCreate(input: $input) { success project { id name url } } }';
    return mutate(http, { name: 'projectCreate', part: 'project', query }, { input });
  },
});
