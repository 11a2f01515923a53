import { AppCallError } from '../kit/index.ts';

/** What the customer typed in that makes the address. */
interface Place {
  endpoint?: string;
  region?: string;
  bucket?: string;
  addressing?: string;
}

/** Where the storage itself answers, without a bucket. */
export function serviceOrigin({ endpoint, region = '' }: Place): string {
  if (endpoint) return endpoint;
  return `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/**
 * Where the bucket is. Amazon wants it before the host, except where its name has dots, which no certificate covers there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function bucketOrigin(place: Place): string {
  const { endpoint, bucket = '', addressing } = place;
  const origin = serviceOrigin(place);
  const isBefore = endpoint ? addressing === 'host' : /^[a-z0-9-]+$/.test(bucket);
  return isBefore ? origin.replace('://', `://${bucket}.`) : `${origin}/${encodeURIComponent(bucket)}`;
}

/**
 * The path of a key. Slashes stay where they can; where an address would be tidied up (an empty, a single-dot or a double-dot part) they
 * are encoded, which S3 reads and signs as the same key.
 */
export function pathOf(key: string): string {
  if (key === '.' || key === '..') {
    const message = `An object named ${key} can't be reached over the web: it is an address of its own.`;
    throw new AppCallError(message, { class: 'invalid', code: 'key', field: 'key' });
  }
  const parts = key.split('/');
  const isTidiedUp = parts.some(
    (part, index) => ['.', '..'].includes(part) || (part === '' && index < parts.length - 1),
  );
  return `/${parts.map(encodeURIComponent).join(isTidiedUp ? '%2F' : '/')}`;
}
