import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { file } from '../objects/rows.ts';
import { argumentHeader, ask, contentUrl, tell } from '../rpc.ts';
import { autorename, content, filePath, newPath } from './fields.ts';

/** Dropbox takes 150 MB in one call; what travels through a flow is held in memory. */
const mostUp = 10_485_760;
const mostDown = 20_971_520;

function bytesOf({ text, base64 }: { text?: string; base64?: string }): Uint8Array {
  if ((text === undefined) === (base64 === undefined))
    throw new AppCallError('Give the text, or the content in Base64: one of them.', {
      class: 'invalid',
      code: 'no_content',
      field: 'text',
    });
  const bytes = Buffer.from(text ?? base64 ?? '', text === undefined ? 'base64' : 'utf8');
  if (bytes.length <= mostUp) return bytes;
  throw new AppCallError('Up to 10 MB can be uploaded here.', {
    class: 'too_large',
    code: 'too_large',
    field: text === undefined ? 'base64' : 'text',
  });
}

export const uploadFile = defineAction({
  title: 'Upload a file',
  description: 'Up to 10 MB. Folders on the way are made.',
  input: z.object({
    path: newPath,
    ...content,
    replace: z.boolean().default(false).meta({ title: 'Replace a file that is there' }),
    autorename,
    quiet: z.boolean().default(false).meta({ title: 'Tell nobody', description: 'No notice in the Dropbox app.' }),
  }),
  output: file,
  effect: 'writes',
  // The very same content at the same path is no conflict for Dropbox, and makes no second file.
  repeat: 'natural',
  scopes: [scope.write],
  example: { path: '/Invoices/42.txt', text: 'Two lamps' },
  run: async ({ http }, input) => {
    const { path, replace, quiet } = input;
    const argument = { path, mode: replace ? 'overwrite' : 'add', autorename: input.autorename, mute: quiet };
    const { body } = await http.post(contentUrl('files/upload'), file, {
      headers: argumentHeader(argument),
      text: bytesOf(input),
      contentType: 'application/octet-stream',
      timeoutMs: 120_000,
    });
    return body;
  },
});

const bytes = z.instanceof(Uint8Array);
const result = z.looseObject({ name: z.string() });

/** What the file is called, where the answer's header says so. */
function nameIn(header: string | null): string | undefined {
  try {
    return result.parse(JSON.parse(header ?? '')).name;
  } catch {
    return undefined;
  }
}

export const downloadFile = defineAction({
  title: 'Download a file',
  description: 'Up to 20 MB. For more, make a link for downloading.',
  input: z.object({ file: filePath }),
  output: z.object({ name: z.string(), size: z.number(), contentType: z.string(), base64: z.string() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [scope.download],
  example: { file: '/Invoices/42.txt' },
  run: async ({ http }, input) => {
    const { body, headers } = await http.post(contentUrl('files/download'), bytes, {
      headers: argumentHeader({ path: input.file }),
      answer: 'bytes',
      maxBytes: mostDown,
      repeatable: true,
      timeoutMs: 120_000,
    });
    return {
      name: nameIn(headers.get('dropbox-api-result')) ?? input.file.replace(/^.*\//, ''),
      size: body.length,
      contentType: headers.get('content-type') ?? 'application/octet-stream',
      base64: Buffer.from(body).toString('base64'),
    };
  },
});

export const getDownloadLink = defineAction({
  title: 'Get a link for downloading',
  description: 'For four hours, and for everybody who has it.',
  input: z.object({ file: filePath }),
  output: z.looseObject({ link: z.string(), metadata: file }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [scope.download],
  example: { file: '/Invoices/42.txt' },
  run: ({ http }, input) =>
    ask(http, 'files/get_temporary_link', z.looseObject({ link: z.string(), metadata: file }), { path: input.file }),
});

export const restoreFile = defineAction({
  title: 'Bring back a version of a file',
  description: 'Also of a file that was deleted, as long as Dropbox keeps it.',
  input: z.object({
    path: newPath,
    rev: z
      .string()
      .trim()
      .regex(/^[0-9a-f]{9,}$/, 'A revision such as a1c10ce0dd78.')
      .meta({ title: 'Revision' }),
  }),
  output: file,
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope.write],
  example: { path: '/Invoices/42.txt', rev: 'a1c10ce0dd78' },
  run: ({ http }, input) => tell(http, 'files/restore', file, input, { repeatable: true }),
});
