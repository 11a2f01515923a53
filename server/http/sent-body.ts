import { Readable } from 'node:stream';
import type { EgressBody } from './egress.ts';

interface Source {
  /** We wait for whoever gives us the body: that they are slow is not the app's delay. */
  onWait: () => void;
  /** The app has it now; also called at the end. */
  onChunk: () => void;
}

/** A body as undici takes it. */
export function sentBody(body: EgressBody | undefined, source: Source): Readable | string | Uint8Array | null {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body ?? null;
  return Readable.from(pieces(body, source), { objectMode: false });
}

async function* pieces(body: AsyncIterable<Uint8Array>, { onWait, onChunk }: Source) {
  onWait();
  for await (const chunk of body) {
    onChunk();
    yield chunk;
    onWait();
  }
  onChunk();
}
