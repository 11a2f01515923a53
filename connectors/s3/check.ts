import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';
import { bucketOrigin, serviceOrigin } from './address.ts';
import { listObjects } from './list-objects.ts';

/** The address of the bucket, by what was typed in. */
export const lookUp = async ({ learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> => ({
  origin: bucketOrigin(learnt),
});

/** Lists one object, which is what everything else needs. A key that may see a folder alone is refused that, and was recognised all the same. */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { bucket = '', region = '' } = learnt;
  const { host } = new URL(serviceOrigin(learnt));
  const account = { id: `${host}/${bucket}`, name: `${bucket} at ${learnt.endpoint ? host : `Amazon S3, ${region}`}` };
  try {
    await listObjects(http, { prefix: '', size: 1 });
    return account;
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'permission') throw error;
    return {
      ...account,
      notice:
        'This key may not list the bucket. Choose the folder that it may list, or allow it s3:ListBucket; without that, objects can only be read and written by their keys.',
    };
  }
}
