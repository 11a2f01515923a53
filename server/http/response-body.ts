import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { AppCallError } from '#connectors/kit/index.ts';

export interface BodyLimits {
  host: string;
  /** Of the body as it is read in the end, and of what travels. */
  maxBytes: number;
}

const maxEncodings = 2;
const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
  // Some servers send `deflate` without the zlib header that the standard asks for.
  rawDeflate: promisify(inflateRaw),
};

/** Reads a body whole, decompressed, and stops as soon as it is larger than the limit: a small file can unfold to gigabytes. */
export async function readBody(
  chunks: AsyncIterable<Buffer>,
  contentEncoding: string | null,
  limits: BodyLimits,
): Promise<Buffer> {
  const received: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limits.maxBytes) throw tooLarge(limits);
    received.push(chunk);
  }
  let body: Buffer = Buffer.concat(received);
  if (size === 0) return body;
  for (const encoding of appliedEncodings(contentEncoding, limits).toReversed())
    body = await decode(body, encoding, limits);
  return body;
}

/** In the order in which they were applied. */
export function appliedEncodings(contentEncoding: string | null, { host }: BodyLimits): string[] {
  const encodings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  const applied = encodings.filter((part) => part !== '' && part !== 'identity');
  if (applied.length > maxEncodings) throw undecodable(host, applied.join(', '));
  return applied;
}

async function decode(body: Buffer, encoding: string, limits: BodyLimits): Promise<Buffer> {
  const decoder = decoderFor(encoding, body);
  if (decoder === undefined) throw undecodable(limits.host, encoding);
  try {
    return await decoder(body, { maxOutputLength: limits.maxBytes });
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? tooLarge(limits) : undecodable(limits.host, encoding, cause);
  }
}

function decoderFor(encoding: string, body: Buffer) {
  if (encoding === 'deflate') return ((body[0] ?? 0) & 0x0f) === 8 ? decoders.deflate : decoders.rawDeflate;
  if (encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'br') return decoders[encoding];
  return undefined;
}

export function tooLarge({ host, maxBytes }: BodyLimits): AppCallError {
  const limit = maxBytes >= 1_048_576 ? `${Math.round(maxBytes / 1_048_576)} MiB` : `${maxBytes} bytes`;
  return new AppCallError(`The answer of ${host} is larger than ${limit}, so it was not read to its end.`, {
    class: 'too_large',
    code: 'answer_too_large',
  });
}

export function undecodable(
  host: string,
  encoding: string,
  cause?: unknown,
  what = "but can't be unpacked",
): AppCallError {
  return new AppCallError(`The answer of ${host} says that it is compressed as ${encoding}, ${what}.`, {
    class: 'protocol',
    code: 'content_encoding',
    cause,
  });
}
