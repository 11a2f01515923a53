import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { gid } from '../settings.ts';
import { create, dueOn, name, notes, person, project, put, saved, task, workspace } from './fields.ts';

const id = '1201234567890123';
const done = z.object({ task: z.string() });

export const addComment = defineAction({
  title: 'Comment on a task',
  input: z.object({ task, text: z.string().min(1).meta({ title: 'Text', multiline: true }) }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['stories:write'],
  example: { task: id, text: 'A customer has asked for this.' },
  run: ({ http }, { task: one, text }) => create(http, ['tasks', one, 'stories'], { text }),
});

export const moveToSection = defineAction({
  title: 'Move a task to a section',
  description: 'It comes to the top of the section, and leaves the other sections of the project.',
  input: z.object({
    task,
    project,
    section: gid.meta({ title: 'Section', options: 'sections', dependsOn: 'project' }),
  }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tasks:write'],
  example: { task: id, project: '1200000000000009', section: '1200000000000010' },
  run: async ({ http }, { task: one, section }) => {
    await put(http, ['sections', section, 'addTask'], { task: one });
    return { task: one };
  },
});

export const addToProject = defineAction({
  title: 'Add a task to a project',
  input: z.object({ task, project }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tasks:write'],
  example: { task: id, project: '1200000000000009' },
  run: async ({ http }, { task: one, project: where }) => {
    await put(http, ['tasks', one, 'addProject'], { project: where });
    return { task: one };
  },
});

export const addTag = defineAction({
  title: 'Add a tag to a task',
  input: z.object({ task, tag: gid.meta({ title: 'Tag', options: 'tags' }) }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tasks:write'],
  example: { task: id, tag: '1200000000000011' },
  run: async ({ http }, { task: one, tag }) => {
    await put(http, ['tasks', one, 'addTag'], { tag });
    return { task: one };
  },
});

export const addCollaborator = defineAction({
  title: 'Add a collaborator to a task',
  input: z.object({ task, person }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tasks:write'],
  example: { task: id, person: '1200000000000001' },
  run: async ({ http }, { task: one, person: who }) => {
    await put(http, ['tasks', one, 'addFollowers'], { followers: [who] });
    return { task: one };
  },
});

const attached = z.object({ data: saved });

export const attachLink = defineAction({
  title: 'Attach a link to a task',
  input: z.object({ task, url: z.url().meta({ title: 'Address' }), name }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['attachments:write'],
  example: { task: id, url: 'https://crm.acme.example/deals/7', name: 'Deal 7' },
  run: async ({ http }, { task: parent, url, name: title }) => {
    const values = { parent, resource_subtype: 'external', url, name: title };
    const multipart = Object.entries(values).map(([part, content]) => ({ name: part, content }));
    return (await http.post('/attachments', attached, { multipart })).body.data;
  },
});

export const createProject = defineAction({
  title: 'Create a project',
  description: 'In an organization a project belongs to a team.',
  input: z.object({
    workspace,
    name,
    team: gid.optional().meta({ title: 'Team', description: 'Its id; only in an organization.' }),
    notes: notes.optional(),
    due_on: dueOn.optional(),
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['projects:write'],
  example: { workspace: '1200000000000002', name: 'New lamps' },
  run: ({ http }, data) => create(http, ['projects'], data),
});
