import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { release } from '../objects/rows.ts';
import { pathOf } from '../settings.ts';
import { branch, project, text } from './fields.ts';

const scopes = ['api'];
const path = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$)).+$/, 'A path inside of the project, without dots as parts: docs/read-me.md.')
  .meta({ title: 'Path', placeholder: 'docs/read-me.md' });
const fileAt = (name: string, file: string) => `${pathOf(name)}/repository/files/${encodeURIComponent(file)}`;
const file = z.object({ file_path: z.string(), ref: z.string(), last_commit_id: z.string(), content: z.string() });
const made = z.looseObject({ name: z.string(), web_url: z.string().nullish() });

export const createBranch = defineAction({
  title: 'Create a branch',
  input: z.object({
    project,
    branch: z.string().min(1).meta({ title: 'New branch', placeholder: 'mend-lamp' }),
    ref: branch.meta({ title: 'From', options: 'branches', dependsOn: 'project' }),
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', branch: 'mend-lamp', ref: 'main' },
  run: async ({ http }, { project: name, ...json }) =>
    (await http.post(`${pathOf(name)}/repository/branches`, made, { json })).body,
});

export const createRelease = defineAction({
  title: 'Publish a release',
  description: 'The tag is made where there is none yet.',
  input: z.object({
    project,
    tag_name: z.string().min(1).meta({ title: 'Tag', placeholder: 'v1.2.0' }),
    name: z.string().optional().meta({ title: 'Name' }),
    description: text.optional(),
    ref: z.string().optional().meta({ title: 'Branch or commit', description: 'For a tag that is new.' }),
  }),
  output: release,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', tag_name: 'v1.2.0', ref: 'main', description: 'The lamp is mended.' },
  run: async ({ http }, { project: name, ...json }) =>
    (await http.post(`${pathOf(name)}/releases`, release, { json })).body,
});

export const readFile = defineAction({
  title: 'Read a file',
  description: 'As text; up to 10 MB.',
  input: z.object({ project, path, ref: branch.default('HEAD') }),
  output: z.object({ path: z.string(), text: z.string(), lastCommit: z.string() }),
  effect: 'reads',
  repeat: 'natural',
  example: { project: 'acme/shop', path: 'README.md' },
  run: async ({ http }, { project: name, path: wanted, ref }) => {
    const { body } = await http.get(fileAt(name, wanted), file, { query: { ref } });
    const content = Buffer.from(body.content, 'base64').toString('utf8');
    return { path: body.file_path, text: content, lastCommit: body.last_commit_id };
  },
});

const saved = z.looseObject({ file_path: z.string(), branch: z.string() });

export const writeFile = defineAction({
  title: 'Write a file',
  description: 'Made, or replaced where it is there; each time as a commit.',
  input: z.object({
    project,
    path,
    branch,
    text: z.string().meta({ title: 'Content', multiline: true }),
    message: z.string().min(1).meta({ title: 'Commit message' }),
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', path: 'docs/lamp.md', branch: 'main', text: 'Mended.', message: 'Note the lamp' },
  run: async ({ http }, { project: name, path: wanted, branch: where, text: content, message }) => {
    const at = fileAt(name, wanted);
    const json = {
      branch: where,
      commit_message: message,
      encoding: 'base64',
      content: Buffer.from(content).toString('base64'),
    };
    try {
      await http.head(at, z.unknown(), { query: { ref: where } });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return (await http.post(at, saved, { json })).body;
    }
    return (await http.put(at, saved, { json })).body;
  },
});
