import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { write } from '../auth.ts';
import { allDrives, cost, fileFields, filePath } from '../drive-call.ts';
import { file } from '../objects/file-row.ts';
import { content, fileId, folderId } from './fields.ts';

const uploads = 'https://www.googleapis.com/upload/drive/v3/files';
/** So much Google takes together with the file's name. */
const mostBytes = 5 * 1024 * 1024;
const mediaType = z
  .string()
  .regex(/^[\w.+-]+\/[\w.+-]+$/, 'A type such as application/pdf.')
  .optional()
  .meta({ title: 'Type', placeholder: 'application/pdf' });

interface Content {
  text?: string;
  base64?: string;
  type?: string;
}

/** multipart/related (RFC 2387): what the file is called, then what is in it. The boundary is random, so no content ends it. */
function related(about: Record<string, unknown>, { text, base64, type }: Content): { body: Uint8Array; type: string } {
  if ((text === undefined) === (base64 === undefined))
    throw new AppCallError('Give the content either as text or in Base64.', {
      class: 'invalid',
      code: 'content',
      field: 'text',
    });
  const bytes = base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64');
  if (bytes.length > mostBytes)
    throw new AppCallError('A file that is sent in one piece may have 5 MB at most.', {
      class: 'too_large',
      code: 'too_large',
      field: base64 === undefined ? 'text' : 'base64',
    });
  const boundary = `portico-${crypto.randomUUID()}`;
  const contentType = type ?? (base64 === undefined ? 'text/plain; charset=UTF-8' : 'application/octet-stream');
  const head = `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(about)}\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${head}--${boundary}\r\nContent-Type: ${contentType}\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, type: `multipart/related; boundary=${boundary}` };
}

const query = { uploadType: 'multipart', ...allDrives, fields: fileFields };

export const uploadFile = defineAction({
  title: 'Upload a file',
  description: 'Up to 5 MB. A second file of the same name is kept beside the first.',
  input: z.object({
    name: z.string().min(1, 'A name for the file.').meta({ title: 'Name' }),
    ...content,
    type: mediaType,
    folder: folderId.optional(),
    description: z.string().optional().meta({ title: 'Description' }),
  }),
  output: file,
  effect: 'writes',
  repeat: 'none',
  scopes: [write],
  example: { name: 'orders.csv', text: 'order,total\nA-1,19.99\n', type: 'text/csv' },
  run: async ({ http }, input) => {
    const about = {
      name: input.name,
      description: input.description,
      mimeType: input.type,
      ...(input.folder !== undefined && { parents: [input.folder] }),
    };
    const { body, type } = related(about, input);
    const request = { query, text: body, contentType: type, timeoutMs: 120_000, cost: cost.change };
    return (await http.post(uploads, file, request)).body;
  },
});

export const replaceContent = defineAction({
  title: 'Replace a file’s content',
  description: 'The file keeps its id, name and sharing; Drive keeps the former version for a while.',
  input: z.object({ file: fileId, ...content, type: mediaType }),
  output: file,
  effect: 'writes',
  repeat: 'natural',
  scopes: [write],
  example: { file: '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g', text: 'order,total\n', type: 'text/csv' },
  run: async ({ http }, input) => {
    const { body, type } = related({ mimeType: input.type }, input);
    const request = { query, text: body, contentType: type, timeoutMs: 120_000, repeatable: true, cost: cost.change };
    return (await http.patch(`${uploads}/${encodeURIComponent(input.file)}`, file, request)).body;
  },
});

const bytes = z.instanceof(Uint8Array);
const downloaded = z.object({ contentType: z.string(), base64: z.string() });
const asBase64 = (body: Uint8Array, headers: Headers) => ({
  contentType: headers.get('content-type') ?? 'application/octet-stream',
  base64: Buffer.from(body).toString('base64'),
});

export const downloadFile = defineAction({
  title: 'Download a file',
  description: 'Up to 10 MB. Documents of Google (Docs, Sheets, Slides) are exported instead.',
  input: z.object({ file: fileId }),
  output: downloaded,
  effect: 'reads',
  repeat: 'natural',
  example: { file: '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g' },
  run: async ({ http }, input) => {
    const { body, headers } = await http.get(filePath(input.file), bytes, {
      query: { alt: 'media', ...allDrives },
      answer: 'bytes',
      maxBytes: 10 * 1024 * 1024,
      timeoutMs: 120_000,
      cost: cost.download,
    });
    return asBase64(body, headers);
  },
});

export const exportFile = defineAction({
  title: 'Export a document of Google',
  description: 'Docs, Sheets, Slides or a drawing as a PDF, Word or Excel file, text, …; up to 10 MB.',
  input: z.object({
    file: fileId,
    type: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'A type such as application/pdf.')
      .default('application/pdf')
      .meta({ title: 'As', placeholder: 'application/pdf' }),
  }),
  output: downloaded,
  effect: 'reads',
  repeat: 'natural',
  example: { file: '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g', type: 'text/csv' },
  run: async ({ http }, input) => {
    const { body, headers } = await http.get(`${filePath(input.file)}/export`, bytes, {
      query: { mimeType: input.type },
      answer: 'bytes',
      timeoutMs: 120_000,
      cost: cost.download,
    });
    return asBase64(body, headers);
  },
});
