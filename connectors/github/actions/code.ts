import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { release } from '../objects/rows.ts';
import { pathOf, repositoryName as repository } from '../settings.ts';

const filePath = z
  .string()
  .min(1)
  .refine(
    (path) => !path.split('/').some((part) => part === '' || part === '.' || part === '..'),
    'A path such as docs/readme.md.',
  )
  .meta({ title: 'Path', placeholder: 'docs/readme.md' });
const branch = z.string().min(1).meta({ title: 'Branch' });
const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');

export const createRelease = defineAction({
  title: 'Publish a release',
  input: z.object({
    repository,
    tag: z.string().min(1).meta({ title: 'Tag', placeholder: 'v1.2.0' }),
    name: z.string().optional().meta({ title: 'Name' }),
    notes: z.string().optional().meta({ title: 'Notes', multiline: true }),
    draft: z.boolean().default(false).meta({ title: 'As a draft' }),
    prerelease: z.boolean().default(false).meta({ title: 'As a pre-release' }),
  }),
  output: release,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', tag: 'v1.2.0', name: '1.2.0' },
  run: async ({ http }, { repository: name, tag, notes, ...input }) =>
    (await http.post(`${pathOf(name)}/releases`, release, { json: { ...input, tag_name: tag, body: notes } })).body,
});

const file = z.looseObject({
  type: z.literal('file'),
  path: z.string(),
  sha: z.string(),
  size: z.int(),
  content: z.string().optional(),
  encoding: z.string().optional(),
});

export const readFile = defineAction({
  title: 'Read a file',
  description: 'Up to 1 MB.',
  input: z.object({ repository, path: filePath, ref: z.string().optional().meta({ title: 'Branch, tag or commit' }) }),
  output: z.object({ path: z.string(), sha: z.string(), size: z.int(), text: z.string() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', path: 'docs/readme.md' },
  run: async ({ http }, { repository: name, path, ref }) => {
    const { body } = await http.get(`${pathOf(name)}/contents/${encoded(path)}`, file, { query: { ref } });
    return {
      path: body.path,
      sha: body.sha,
      size: body.size,
      text: Buffer.from(body.content ?? '', 'base64').toString('utf8'),
    };
  },
});

const written = z.looseObject({
  content: z.looseObject({ path: z.string(), sha: z.string() }).nullable(),
  commit: z.looseObject({ sha: z.string().optional() }),
});

export const writeFile = defineAction({
  title: 'Write a file',
  description:
    'With one commit. To change a file its present sha is needed: GitHub refuses to write over what you have not seen.',
  input: z.object({
    repository,
    path: filePath,
    text: z.string().meta({ title: 'Text', multiline: true }),
    message: z.string().min(1).meta({ title: 'Message of the commit' }),
    sha: z.string().optional().meta({ title: 'Present sha' }),
    branch: branch.optional(),
  }),
  output: written,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', path: 'docs/readme.md', text: '# Shop', message: 'Write the readme' },
  run: async ({ http }, { repository: name, path, text, ...input }) => {
    const json = { ...input, content: Buffer.from(text).toString('base64') };
    return (await http.put(`${pathOf(name)}/contents/${encoded(path)}`, written, { json })).body;
  },
});

const made = z.looseObject({ ref: z.string(), object: z.looseObject({ sha: z.string() }) });

export const createBranch = defineAction({
  title: 'Create a branch',
  input: z.object({
    repository,
    branch,
    sha: z.string().min(7).meta({ title: 'From the commit', description: 'Its full sha.' }),
  }),
  output: made,
  effect: 'writes',
  // A second one of that name is refused.
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', branch: 'mend-lamp', sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e' },
  run: async ({ http }, { repository: name, branch: wanted, sha }) =>
    (await http.post(`${pathOf(name)}/git/refs`, made, { json: { ref: `refs/heads/${wanted}`, sha } })).body,
});

export const runWorkflow = defineAction({
  title: 'Run a workflow',
  description: 'One that begins by hand (workflow_dispatch).',
  input: z.object({
    repository,
    workflow: z.string().min(1).meta({ title: 'Workflow', placeholder: 'release.yml', description: 'Its file or id.' }),
    ref: z.string().min(1).default('main').meta({ title: 'Branch or tag' }),
    inputs: z.record(z.string(), z.string()).default({}).meta({ title: 'Inputs' }),
  }),
  output: z.object({ workflow: z.string() }),
  effect: 'writes',
  repeat: 'none',
  scopes: ['repo'],
  example: { repository: 'acme/shop', workflow: 'release.yml', ref: 'main', inputs: { version: '1.2.0' } },
  run: async ({ http }, { repository: name, workflow, ...json }) => {
    // 204, or 200 with the run: both are a yes.
    await http.post(`${pathOf(name)}/actions/workflows/${encodeURIComponent(workflow)}/dispatches`, z.unknown(), {
      json,
    });
    return { workflow };
  },
});
