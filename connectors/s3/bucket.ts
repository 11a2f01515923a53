import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject } from '../kit/index.ts';
import { serviceOrigin } from './address.ts';
import { listOf } from './list-objects.ts';

const bucket = z.looseObject({ Name: z.string(), CreationDate: z.string(), BucketRegion: z.string().optional() });
const answer = z.object({
  ListAllMyBucketsResult: z.looseObject({
    Buckets: z
      .union([z.literal(''), z.looseObject({ Bucket: listOf(z.looseObject({ Name: z.string() })) })])
      .optional(),
    ContinuationToken: z.string().optional(),
  }),
});

/** One page of the account's buckets. It needs a right that a key for one bucket has not: `s3:ListAllMyBuckets`. */
export async function listBuckets({ http, learnt }: ConnectorContext<unknown>, token: string | null) {
  // The credentials go to the bucket's host alone, which is another one then.
  if (learnt.endpoint && learnt.addressing === 'host') {
    const message =
      'Buckets can be listed where the bucket stands behind the host. Connect this storage that way, or write the name of the bucket.';
    throw new AppCallError(message, { class: 'invalid', code: 'addressing', field: 'addressing' });
  }
  const { body } = await http.get(`${serviceOrigin(learnt)}/`, answer, {
    answer: 'xml',
    query: { 'continuation-token': token ?? undefined },
  });
  const { Buckets: found, ContinuationToken: next = null } = body.ListAllMyBucketsResult;
  return { buckets: found ? found.Bucket : [], next: next === '' || next === token ? null : next };
}

export const bucketObject = defineObject<typeof bucket>({
  label: 'buckets',
  row: bucket,
  key: ({ Name }) => Name,
  incremental: false,
  reportsDeletes: false,
  async pull(context, { cursor }) {
    const { buckets, next } = await listBuckets(context, z.string().nullable().parse(cursor));
    return { rows: buckets, next };
  },
});
