import { z } from 'zod';
import { AppCallError } from '../kit/index.ts';

/** The content of an object, in one of three ways. */
export const contentFields = {
  text: z.string().optional().meta({ title: 'Text' }),
  json: z.json().optional().meta({ title: 'JSON', description: 'Instead of a text.' }),
  base64: z.base64().optional().meta({ title: 'Base64', description: 'Instead of a text: for what is none.' }),
  contentType: z.string().min(1).optional().meta({
    title: 'Content type',
    placeholder: 'text/csv; charset=utf-8',
    description: 'By the kind of content unless told.',
  }),
};

const content = z.object(contentFields);
export type Content = z.output<typeof content>;

/** The bytes that are written and what they are called. */
export function bodyOf({ text, json, base64, contentType }: Content): { bytes: Uint8Array; type: string } {
  const given = [text, json, base64].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new AppCallError('An object has one content: give a text, JSON or base64.', {
      class: 'invalid',
      code: 'content',
      field: 'text',
    });
  }
  if (base64 !== undefined)
    return { bytes: Buffer.from(base64, 'base64'), type: contentType ?? 'application/octet-stream' };
  if (text !== undefined) return { bytes: Buffer.from(text), type: contentType ?? 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(json)), type: contentType ?? 'application/json' };
}
