import type { EgressRequest, EgressResponse, EgressStream, EgressStreamRequest } from '#server/http/egress.ts';

/** What a request goes outside by: the egress, or what stands in for it in a test. */
export type Send = (request: EgressRequest) => Promise<EgressResponse>;

export type SendStream = (request: EgressStreamRequest) => Promise<EgressStream>;

/** A stream of one piece, for stand-ins that know whole answers only. */
export function streamOf(send: Send): SendStream {
  return async (request) => {
    const { status, headers, body, url } = await send(request);
    return { status, headers, url, chunks: one(body) };
  };
}

async function* one(body: Buffer): AsyncIterable<Buffer> {
  if (body.length > 0) yield body;
}
