import { z } from 'zod';
import { type ConnectorHttp, type DeliveredPiece, defineDestination, isAppCallError } from '../kit/index.ts';
import { pathOf } from './address.ts';
import { putObject } from './put-object.ts';

const width = 15;

const settingsSchema = z.strictObject({
  folder: z
    .string()
    .max(200)
    .regex(/^([\w.-]+\/)*$/, 'expected a folder with a slash at its end, such as portico/')
    .default('portico/')
    .meta({ title: 'Folder', description: 'Where in the bucket, with a slash at its end.' }),
  gzip: z.boolean().default(true).meta({ title: 'Packed', description: 'Whether the objects are packed.' }),
});

const padded = (seq: number) => String(seq).padStart(width, '0');

/** Names sort as the changes came, and the same piece has the same name: written twice, it is one object. */
function keyOf({ stream, from, to }: DeliveredPiece, { folder, gzip }: z.output<typeof settingsSchema>): string {
  const model = encodeURIComponent(stream.model);
  return `${folder}${model}/${stream.customerId}/${stream.syncId}/${padded(from + 1)}-${padded(to)}.ndjson${gzip ? '.gz' : ''}`;
}

async function packed(text: string): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  );
}

const begun = z.object({ InitiateMultipartUploadResult: z.object({ UploadId: z.string() }) });

/**
 * Begins an upload in the folder and gives it up: that needs the right to write and leaves no object. Who began one may give it up
 * unless a policy says otherwise; then it stays as one without parts, which holds nothing.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
async function beginAndGiveUp(http: ConnectorHttp, folder: string): Promise<void> {
  const path = pathOf(`${folder}portico-may-write`);
  const { body } = await http.post(path, begun, { query: { uploads: '' }, answer: 'xml', repeatable: true });
  const { UploadId: uploadId } = body.InitiateMultipartUploadResult;
  await http
    .delete(path, z.unknown(), { query: { uploadId }, answer: 'xml', repeatable: true })
    .catch((error: unknown) => {
      if (!isAppCallError(error)) throw error;
    });
}

/** An object of lines of JSON for each piece. */
export const destination = defineDestination({
  settings: settingsSchema,
  help: 'An access key that may list this one bucket and write objects into it, and nothing else.',
  check: ({ http }, { folder }) => beginAndGiveUp(http, folder),
  async deliver({ http }, settings, piece) {
    if (piece.changes.length === 0) return 'delivered';
    const text = `${piece.lines().join('\n')}\n`;
    const content = settings.gzip
      ? { bytes: await packed(text), type: 'application/gzip' }
      : { bytes: new TextEncoder().encode(text), type: 'application/x-ndjson' };
    await putObject(http, { key: keyOf(piece, settings), content });
    return 'delivered';
  },
});
