import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

/** Whether a caller takes gzip, by its header Accept-Encoding. */
export function takesGzip(headers: Headers): boolean {
  return (headers.get('accept-encoding') ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === 'gzip' && !parameters.some((text) => /^q=0(\.0*)?$/.test(text));
  });
}

/** Text as bytes, packed where that is wanted; made no faster than it is taken. A failure breaks it off. */
export function packed(text: AsyncIterable<string>, gzip: boolean): AsyncIterable<Uint8Array> {
  const bytes = Readable.from(asBytes(text), { objectMode: true, highWaterMark: 1 });
  if (!gzip) return bytes;
  // The error reaches whoever reads the last stream; pipeline sees to it that all of them end.
  return pipeline(bytes, createGzip({ level: constants.Z_BEST_SPEED }), () => undefined);
}

async function* asBytes(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) yield Buffer.from(piece);
}
