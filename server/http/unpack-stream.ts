import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { isAppCallError } from '#connectors/kit/index.ts';
import { appliedEncodings, type BodyLimits, tooLarge, undecodable } from './response-body.ts';

/** More than any honest text shrinks; what a small file that unfolds to gigabytes exceeds at once. */
const maxRatio = 100;
const ratioCountsFrom = 1_048_576;

/** Decompresses while it is read: nothing is unpacked before somebody asks for it. */
export async function* unpackStream(
  chunks: AsyncIterable<Buffer>,
  contentEncoding: string | null,
  limits: BodyLimits,
): AsyncIterable<Buffer> {
  let received = 0;
  let unpacked = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      received += chunk.length;
      yield chunk;
    }
  }
  let stream: AsyncIterable<Buffer> = counted();
  const encodings = appliedEncodings(contentEncoding, limits);
  for (const encoding of encodings.toReversed()) stream = decode(stream, encoding, limits);
  for await (const chunk of stream) {
    unpacked += chunk.length;
    const isBomb = encodings.length > 0 && unpacked > ratioCountsFrom && unpacked > received * maxRatio;
    if (unpacked > limits.maxBytes) throw tooLarge(limits);
    if (isBomb) throw undecodable(limits.host, encodings.join(', '), undefined, 'and unfolds beyond all measure');
    yield chunk;
  }
}

async function* decode(chunks: AsyncIterable<Buffer>, encoding: string, limits: BodyLimits): AsyncIterable<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done) return;
  const decoder = decoderFor(encoding, first.value);
  if (decoder === undefined) throw undecodable(limits.host, encoding);
  let broken: unknown;
  const packed = Readable.from(from(first.value, source), { objectMode: false });
  packed.on('error', (error) => {
    broken = error;
    decoder.destroy(error);
  });
  try {
    for await (const chunk of packed.pipe(decoder)) yield chunk;
  } catch (error) {
    // What broke before the decoder has its own words.
    throw broken !== undefined || isAppCallError(error) ? error : undecodable(limits.host, encoding, error);
  } finally {
    packed.destroy();
    decoder.destroy();
  }
}

async function* from(first: Buffer, rest: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function decoderFor(encoding: string, first: Buffer): Transform | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding === 'deflate') return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
  return undefined;
}
