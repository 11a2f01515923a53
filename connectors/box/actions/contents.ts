import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { file, fileFields, pathOf } from '../objects/rows.ts';
import { content, fileId, folderId, name } from './fields.ts';

const upload = 'https://upload.box.com/api/2.0/files';
/** Box takes 50 MB in one call; what travels through a flow is held in memory. */
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

const uploaded = z.looseObject({ entries: z.array(file).min(1) });
/** What the file is called and where it goes must come before its bytes. */
const parts = (attributes: object, filename: string, bytes: Uint8Array) => [
  { name: 'attributes', content: JSON.stringify(attributes) },
  { name: 'file', content: bytes, filename, contentType: 'application/octet-stream' },
];
const oneOf = ({ entries }: z.output<typeof uploaded>): z.output<typeof file> => {
  const [first] = entries;
  if (first !== undefined) return first;
  throw new AppCallError('Box took the file and did not say which it is.', { class: 'protocol', code: 'no_entry' });
};

export const uploadFile = defineAction({
  title: 'Upload a file',
  description: 'Up to 10 MB. Where there is one of that name, it is refused.',
  input: z.object({ name, folder: folderId.default('0'), ...content }),
  output: file,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { name: 'Invoice 42.txt', folder: '0', text: 'Two lamps' },
  run: async ({ http }, input) => {
    const { body } = await http.post(`${upload}/content`, uploaded, {
      query: { fields: fileFields },
      multipart: parts({ name: input.name, parent: { id: input.folder } }, input.name, bytesOf(input)),
      timeoutMs: 120_000,
      cost: 4,
    });
    return oneOf(body);
  },
});

export const uploadVersion = defineAction({
  title: 'Upload a new version of a file',
  description: 'Up to 10 MB. Box keeps the ones before, as many as the plan allows.',
  input: z.object({ file: fileId, name: name.optional(), ...content }),
  output: file,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { file: '73835521473', text: 'Three lamps' },
  run: async ({ http }, input) => {
    const attributes = input.name === undefined ? {} : { name: input.name };
    const { body } = await http.post(`${upload}/${encodeURIComponent(input.file)}/content`, uploaded, {
      query: { fields: fileFields },
      multipart: parts(attributes, input.name ?? 'file', bytesOf(input)),
      timeoutMs: 120_000,
      cost: 4,
    });
    return oneOf(body);
  },
});

export const downloadFile = defineAction({
  title: 'Download a file',
  description: 'Up to 20 MB.',
  input: z.object({
    file: fileId,
    version: z
      .string()
      .trim()
      .regex(/^\d+$/, 'A number.')
      .optional()
      .meta({ title: 'Version', description: 'Its number; else the newest.' }),
  }),
  output: z.object({ contentType: z.string(), size: z.number(), base64: z.string() }),
  effect: 'reads',
  repeat: 'natural',
  example: { file: '73835521473' },
  run: async ({ http }, input) => {
    const { body, headers } = await http.get(`${pathOf('file', input.file)}/content`, z.instanceof(Uint8Array), {
      query: { version: input.version },
      answer: 'bytes',
      maxBytes: mostDown,
      timeoutMs: 120_000,
    });
    return {
      contentType: headers.get('content-type') ?? 'application/octet-stream',
      size: body.length,
      base64: Buffer.from(body).toString('base64'),
    };
  },
});
