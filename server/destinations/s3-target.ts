import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { showChange } from '#server/records/record-change.ts';
import type { Piece, Target } from './target.ts';

const pack = promisify(gzip);
const width = 15;

const settingsSchema = z.strictObject({
  folder: z
    .string()
    .max(200)
    .regex(/^([\w.-]+\/)*$/, 'expected a folder with a slash at its end, such as portico/')
    .default('portico/')
    .meta({ description: 'Where in the bucket, with a slash at its end.' }),
  gzip: z.boolean().default(true).meta({ description: 'Whether the objects are packed.' }),
});

const padded = (seq: number) => String(seq).padStart(width, '0');

/** Names sort as the changes came, and the same piece has the same name: written twice, it is one object. */
function keyOf({ stream, from, to }: Piece, { folder, gzip: isPacked }: z.infer<typeof settingsSchema>): string {
  const model = encodeURIComponent(stream.model);
  return `${folder}${model}/${stream.customerId}/${stream.syncId}/${padded(from + 1)}-${padded(to)}.ndjson${isPacked ? '.gz' : ''}`;
}

/** An object of lines of JSON for each piece. */
export const s3Target: Target = {
  settings: settingsSchema,
  async deliver({ connector, context, settings: given, piece }) {
    if (piece.rows.length === 0) return 'delivered';
    const settings = settingsSchema.parse(given);
    const lines = piece.rows.map((row) => JSON.stringify(showChange({ row, stream: piece.stream })));
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    const put = connector.actions?.putObject;
    if (!put) throw new Error(`The connector of ${connector.name} can't write objects.`);
    const content = settings.gzip ? await pack(bytes) : bytes;
    const contentType = settings.gzip ? 'application/gzip' : 'application/x-ndjson';
    const key = keyOf(piece, settings);
    const input = { key, base64: content.toString('base64'), contentType };
    await put.run(context, put.input.parse(input) as never, { idempotencyKey: key });
    return 'delivered';
  },
};
