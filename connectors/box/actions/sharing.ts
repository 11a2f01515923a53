import { z } from 'zod';
import { AppCallError, defineAction, isAppCallError } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { collaboration, pathOf } from '../objects/rows.ts';
import { fileId, itemId, kind } from './fields.ts';

const id = '73835521473';
const link = z.looseObject({
  shared_link: z.looseObject({ url: z.string(), download_url: z.string().nullish(), access: z.string().nullish() }),
});

export const shareLink = defineAction({
  title: 'Get a shared link',
  description: 'An item has one: it is made, or changed to what is said here.',
  input: z.object({
    kind,
    item: itemId,
    access: z
      .enum(['open', 'company', 'collaborators'])
      .optional()
      .meta({
        title: 'For',
        choices: { open: 'Everybody who has it', company: 'The organisation', collaborators: 'Those who are invited' },
        description: 'Empty: as the organisation has set it.',
      }),
    password: z.string().min(1).optional().meta({ title: 'Password', secret: true }),
    until: z.iso.datetime().optional().meta({ title: 'Until' }),
  }),
  output: z.object({ url: z.string(), downloadUrl: z.string().nullable(), access: z.string().nullable() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope.write],
  example: { kind: 'file', item: id, access: 'company' },
  run: async ({ http }, input) => {
    const shared_link = { access: input.access, password: input.password, unshared_at: input.until };
    const { body } = await http.put(pathOf(input.kind, input.item), link, {
      query: { fields: 'shared_link' },
      json: { shared_link },
      repeatable: true,
    });
    const { url, download_url, access } = body.shared_link;
    return { url, downloadUrl: download_url ?? null, access: access ?? null };
  },
});

export const inviteCollaborator = defineAction({
  title: 'Invite somebody to a file or folder',
  input: z.object({
    kind: kind.default('folder'),
    item: itemId,
    email: z.email('An e-mail address.').meta({ title: 'E-mail address' }),
    role: z
      .enum(['viewer', 'previewer', 'uploader', 'previewer uploader', 'viewer uploader', 'editor', 'co-owner'])
      .default('viewer')
      .meta({ title: 'Role' }),
    notify: z.boolean().default(true).meta({ title: 'Write them an e-mail' }),
  }),
  output: collaboration,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { kind: 'folder', item: '11446498', email: 'mara@acme.example', role: 'editor' },
  run: async ({ http }, input) => {
    const json = {
      item: { type: input.kind, id: input.item },
      accessible_by: { type: 'user', login: input.email },
      role: input.role,
    };
    return (await http.post('/collaborations', collaboration, { query: { notify: input.notify }, json })).body;
  },
});

export const removeCollaborator = defineAction({
  title: 'Take an invitation back',
  input: z.object({
    collaboration: z
      .string()
      .trim()
      .regex(/^\d+$/, 'A number.')
      .meta({ title: 'Collaboration', description: 'Its number.' }),
  }),
  output: z.object({ collaboration: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [scope.write],
  example: { collaboration: '1234567890' },
  run: async ({ http }, input) => {
    await http.delete(`/collaborations/${encodeURIComponent(input.collaboration)}`, z.unknown());
    return input;
  },
});

const comment = z.looseObject({ id: z.string(), message: z.string().nullish() });

export const addComment = defineAction({
  title: 'Comment on a file',
  input: z.object({
    file: fileId,
    message: z.string().min(1, 'What?').max(10_000).meta({ title: 'Comment', multiline: true }),
  }),
  output: comment,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { file: id, message: 'Have a look.' },
  run: async ({ http }, input) => {
    const json = { message: input.message, item: { type: 'file', id: input.file } };
    return (await http.post('/comments', comment, { json })).body;
  },
});

const instance = z.looseObject({ $template: z.string().optional(), $scope: z.string().optional() });

export const setMetadata = defineAction({
  title: 'Set the metadata of a file or folder',
  description: 'By a template of the organisation. Fields that are not named stay as they are.',
  input: z.object({
    kind,
    item: itemId,
    template: z
      .string()
      .regex(/^[\w-]+\.[\w-]+$/, 'Scope and key, such as enterprise_12345.contract.')
      .meta({ title: 'Template', options: 'metadataTemplates' }),
    values: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .meta({ title: 'Values', description: 'By the keys of the template’s fields.' }),
  }),
  output: instance,
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope.write],
  example: {
    kind: 'file',
    item: id,
    template: 'enterprise_12345.contract',
    values: { customer: 'Globex', total: 39.98 },
  },
  run: async ({ http }, input) => {
    const [of = '', key = ''] = input.template.split('.');
    if (Object.keys(input.values).length === 0)
      throw new AppCallError('Which values?', { class: 'invalid', code: 'no_values', field: 'values' });
    const path = `${pathOf(input.kind, input.item)}/metadata/${encodeURIComponent(of)}/${encodeURIComponent(key)}`;
    try {
      return (await http.post(path, instance, { json: input.values })).body;
    } catch (error) {
      // It has some by this template already.
      if (!isAppCallError(error) || error.details.class !== 'conflict') throw error;
    }
    // Adding replaces what is there (RFC 6902), and its path escapes what means something in it (RFC 6901).
    const operations = Object.entries(input.values).map(([name, value]) => ({
      op: 'add',
      path: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      value,
    }));
    return (
      await http.put(path, instance, {
        json: operations,
        contentType: 'application/json-patch+json',
        repeatable: true,
      })
    ).body;
  },
});
