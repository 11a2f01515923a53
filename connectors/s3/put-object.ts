import { z } from 'zod';
import type { ConnectorHttp } from '../kit/index.ts';
import { pathOf } from './address.ts';
import type { bodyOf } from './body.ts';

interface Put {
  key: string;
  content: ReturnType<typeof bodyOf>;
  headers?: Record<string, string>;
}

/** Writes an object as a whole. Doing it twice leaves the same one. */
export async function putObject(http: ConnectorHttp, { key, content, headers = {} }: Put) {
  const answer = await http.put(pathOf(key), z.unknown(), {
    text: content.bytes,
    contentType: content.type,
    headers,
    answer: 'xml',
    // A condition would be false the second time, because of the first.
    repeatable: headers['if-none-match'] === undefined,
  });
  const version = answer.headers.get('x-amz-version-id');
  return { etag: answer.headers.get('etag'), ...(version !== null && { versionId: version }) };
}

/** What is known of an object without reading it. Throws `not_found` where it is not there. */
export async function headObject(http: ConnectorHttp, key: string) {
  const { headers } = await http.head(pathOf(key), z.unknown(), { answer: 'bytes', repeatable: true });
  return describedBy(key, headers);
}

export const described = z.object({
  key: z.string(),
  size: z.number().nullable(),
  contentType: z.string().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  versionId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
});

const metaPrefix = 'x-amz-meta-';

export function describedBy(key: string, headers: Headers): z.output<typeof described> {
  const size = headers.get('content-length');
  const time = Date.parse(headers.get('last-modified') ?? '');
  const metadata = [...headers].filter(([name]) => name.startsWith(metaPrefix));
  return {
    key,
    size: size === null ? null : Number(size),
    contentType: headers.get('content-type'),
    etag: headers.get('etag'),
    lastModified: Number.isNaN(time) ? null : new Date(time).toISOString(),
    versionId: headers.get('x-amz-version-id'),
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(metaPrefix.length), value])),
  };
}
