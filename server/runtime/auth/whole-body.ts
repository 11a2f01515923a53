import { AppCallError } from '#connectors/kit/index.ts';
import type { EgressBody } from '#server/http/egress.ts';

/** A body that a signature covers. One that is streamed is not known yet when its request is signed. */
export function wholeBody(body: EgressBody | undefined, app: string): string | Uint8Array {
  if (body === undefined) return '';
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new AppCallError(`${app} wants each request signed with its body, so the body can't be streamed to it.`, {
    class: 'internal',
    code: 'streamed_body',
  });
}
