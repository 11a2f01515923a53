import { z } from 'zod';

const headers = z.array(z.looseObject({ name: z.string(), value: z.string() }));
const bodyOf = z.looseObject({
  attachmentId: z.string().optional(),
  data: z.string().optional(),
  size: z.number().optional(),
});
const part = z.looseObject({
  partId: z.string().optional(),
  mimeType: z.string().optional(),
  filename: z.string().optional(),
  headers: headers.optional(),
  body: bodyOf.optional(),
  get parts() {
    return z.array(part).optional();
  },
});
export type Part = z.output<typeof part>;

export const gmailMessage = z.looseObject({
  id: z.string().min(1),
  threadId: z.string().optional(),
  labelIds: z.array(z.string()).optional(),
  snippet: z.string().optional(),
  historyId: z.string().optional(),
  /** Milliseconds since 1970, as a text. */
  internalDate: z.string().optional(),
  sizeEstimate: z.number().optional(),
  payload: part.optional(),
});

/** As Gmail sends it, and what people look for in it. */
export const message = gmailMessage.extend({
  subject: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  cc: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  attachments: z.array(
    z.object({ id: z.string(), filename: z.string(), mimeType: z.string().nullable(), size: z.number().nullable() }),
  ),
});

export function headerOf({ headers: given = [] }: Part, name: string): string | null {
  return given.find((one) => one.name.toLowerCase() === name)?.value ?? null;
}

function* partsOf(root: Part): Generator<Part> {
  yield root;
  for (const inner of root.parts ?? []) yield* partsOf(inner);
}

const textOf = (parts: Part[], type: string): string | null => {
  const found = parts.find(
    ({ mimeType, filename, body }) => mimeType === type && !filename && body?.data !== undefined,
  );
  // Gmail sends every text as UTF-8, whatever it came in.
  return found?.body?.data === undefined ? null : Buffer.from(found.body.data, 'base64url').toString('utf8');
};

export function readable(row: unknown): z.output<typeof message> {
  const given = gmailMessage.parse(row);
  const root = given.payload ?? {};
  const parts = [...partsOf(root)];
  return {
    ...given,
    subject: headerOf(root, 'subject'),
    from: headerOf(root, 'from'),
    to: headerOf(root, 'to'),
    cc: headerOf(root, 'cc'),
    text: textOf(parts, 'text/plain'),
    html: textOf(parts, 'text/html'),
    attachments: parts.flatMap(({ filename, mimeType = null, body }) =>
      filename && body?.attachmentId ? [{ id: body.attachmentId, filename, mimeType, size: body.size ?? null }] : [],
    ),
  };
}

const messageHeaders = ['Subject', 'From', 'To', 'Cc', 'Date'];
/** Of a thread: the messages without their bodies. */
export const withHeaders = { format: 'metadata', metadataHeaders: messageHeaders };
export const thread = z.looseObject({
  id: z.string().min(1),
  historyId: z.string().optional(),
  snippet: z.string().optional(),
  messages: z.array(gmailMessage).optional(),
});
