import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../kit/index.ts';

/** An element that comes once is no list, and one without content is a text. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.preprocess((value) => {
    if (value === undefined || value === '') return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(item));
}

/** As S3 names it. Empty names of elements that are not there are left out. */
export const object = z.looseObject({
  Key: z.string(),
  LastModified: z.string(),
  ETag: z.string().optional(),
  Size: z.coerce.number(),
  StorageClass: z.string().optional(),
});
export type S3Object = z.output<typeof object>;

const answer = z.object({
  ListBucketResult: z.looseObject({
    IsTruncated: z.string().default('false'),
    NextContinuationToken: z.string().optional(),
    EncodingType: z.string().optional(),
    Contents: listOf(z.looseObject({ Key: z.string() })),
    CommonPrefixes: listOf(z.object({ Prefix: z.string() })),
  }),
});

export interface ListRequest {
  prefix: string;
  token?: string | null;
  /** What is between the prefix and this is brought as one folder. */
  delimiter?: string;
  size?: number;
}

export interface ObjectPage {
  /** As they came, except for their keys. */
  objects: Record<string, unknown>[];
  folders: string[];
  next: string | null;
  /** The storage's own time. */
  clock: Date;
}

/** One page, in the order of the keys: `ListObjectsV2`. */
export async function listObjects(http: ConnectorHttp, request: ListRequest): Promise<ObjectPage> {
  const { prefix, token = null, delimiter, size = 1_000 } = request;
  const { body, headers } = await http.get('/', answer, {
    answer: 'xml',
    query: {
      'list-type': 2,
      // Keys may hold what no XML can.
      'encoding-type': 'url',
      'max-keys': size,
      prefix: prefix || undefined,
      delimiter,
      'continuation-token': token ?? undefined,
    },
  });
  const list = body.ListBucketResult;
  const decode = list.EncodingType === 'url' ? decoded : (text: string) => text;
  const isMore = list.IsTruncated === 'true';
  if (isMore && (list.NextContinuationToken === undefined || list.NextContinuationToken === token)) {
    throw new AppCallError('The storage says that the list goes on, and not from where.', {
      class: 'protocol',
      code: 'repeated_cursor',
    });
  }
  const time = Date.parse(headers.get('date') ?? '');
  return {
    objects: list.Contents.map((one) => ({ ...one, Key: decode(one.Key) })),
    folders: list.CommonPrefixes.map(({ Prefix }) => decode(Prefix)),
    next: isMore ? (list.NextContinuationToken ?? null) : null,
    clock: Number.isNaN(time) ? new Date() : new Date(time),
  };
}

/** As a form's values are: a plus is a space. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
