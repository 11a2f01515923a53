import { z } from 'zod';
import { AppCallError, allPages, defineAction } from '../../kit/index.ts';
import { write } from '../auth.ts';
import { allDrives, cost, filePath } from '../drive-call.ts';
import { permission, permissionFields } from '../objects/file-row.ts';
import { itemId } from './fields.ts';

const id = '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g';
const kinds = { user: 'A person', group: 'A group', domain: 'An organisation', anyone: 'Anybody with the link' };

export const shareFile = defineAction({
  title: 'Share a file or folder',
  input: z.object({
    file: itemId,
    with: z.enum(['user', 'group', 'domain', 'anyone']).default('user').meta({ title: 'With', choices: kinds }),
    address: z
      .string()
      .trim()
      .optional()
      .meta({ title: 'E-mail address or domain', description: 'Not for anybody with the link.' }),
    role: z
      .enum(['reader', 'commenter', 'writer', 'fileOrganizer'])
      .default('reader')
      .meta({
        title: 'May',
        choices: { reader: 'See', commenter: 'Comment', writer: 'Change', fileOrganizer: 'Manage (shared drives)' },
      }),
    notify: z.boolean().default(true).meta({ title: 'Write them an e-mail' }),
    message: z.string().optional().meta({ title: 'Message in the e-mail' }),
  }),
  output: permission,
  effect: 'writes',
  // The right itself is there once, but the e-mail goes out again.
  repeat: 'none',
  scopes: [write],
  example: { file: id, address: 'mara@acme.example', role: 'writer', message: 'Have a look.' },
  run: async ({ http }, input) => {
    if (input.with !== 'anyone' && !input.address)
      throw new AppCallError('With whom? An e-mail address, or a domain.', {
        class: 'invalid',
        code: 'no_address',
        field: 'address',
      });
    const isPerson = input.with === 'user' || input.with === 'group';
    const json = {
      type: input.with,
      role: input.role,
      ...(isPerson && { emailAddress: input.address }),
      ...(input.with === 'domain' && { domain: input.address }),
    };
    const query = {
      ...allDrives,
      fields: permissionFields,
      ...(isPerson && { sendNotificationEmail: input.notify, emailMessage: input.notify ? input.message : undefined }),
    };
    return (await http.post(`${filePath(input.file)}/permissions`, permission, { query, json, cost: cost.change }))
      .body;
  },
});

export const listPermissions = defineAction({
  title: 'List who may open a file',
  input: z.object({ file: itemId }),
  output: z.object({ permissions: z.array(permission) }),
  effect: 'reads',
  repeat: 'natural',
  example: { file: id },
  run: async (context, input) => {
    const permissions: z.output<typeof permission>[] = [];
    const pages = allPages(context, {
      pager: {
        kind: 'cursor',
        parameter: 'pageToken',
        from: 'nextPageToken',
        size: { parameter: 'pageSize', value: 100 },
      },
      request: {
        path: `${filePath(input.file)}/permissions`,
        query: { ...allDrives, fields: `nextPageToken,permissions(${permissionFields})` },
        cost: cost.list,
      },
      rows: 'permissions?',
    });
    for await (const rows of pages) permissions.push(...z.array(permission).parse(rows));
    return { permissions };
  },
});

export const unshareFile = defineAction({
  title: 'Take a permission away',
  input: z.object({
    file: itemId,
    permission: z.string().trim().min(1, 'Which?').meta({ title: 'Permission', description: 'Its id.' }),
  }),
  output: z.object({ file: z.string(), permission: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: [write],
  example: { file: id, permission: '04864329387654321098' },
  run: async ({ http }, input) => {
    await http.delete(`${filePath(input.file)}/permissions/${encodeURIComponent(input.permission)}`, z.unknown(), {
      query: allDrives,
      repeatable: true,
      cost: cost.change,
    });
    return { file: input.file, permission: input.permission };
  },
});
