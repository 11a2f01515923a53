import { z } from 'zod';
import {
  type ConnectorContext,
  defineObject,
  hashOf,
  isAppCallError,
  type Page,
  type PullRequest,
  type WriteItem,
  type WriteResult,
  writeOneByOne,
} from '../kit/index.ts';
import { bodyOf, contentFields } from './body.ts';
import { listObjects, object } from './list-objects.ts';
import { headObject, putObject } from './put-object.ts';
import type { Settings } from './settings.ts';

const cursorSchema = z.object({ token: z.string(), clock: z.string() }).nullable();
const watermarkSchema = z.object({ prefix: z.string(), at: z.string() }).nullable().catch(null);

/**
 * Looked at again beside what is new: an object carries the time at which its upload began, and is seen when it ended.
 * An upload that takes longer is found by the next full pass.
 */
const lagMs = 86_400_000;

export const objectObject = defineObject<typeof object, Settings>({
  label: 'objects',
  row: object,
  key: ({ Key }) => Key,
  incremental: true,
  reportsDeletes: false,
  pull,
  // The first key with this beginning is the key itself, where it is there.
  async get({ http }, key) {
    const { objects } = await listObjects(http, { prefix: key, size: 1 });
    return objects.find(({ Key }) => Key === key) ?? null;
  },
  upsert: {
    batch: 50,
    matchBy: ['Key'],
    write: ({ http }, items) => writeOneByOne(items, (item) => writeOne(http, item)),
    example: [
      { data: { Key: 'exports/customers.csv', text: 'id,name\n1,Globex\n', contentType: 'text/csv' } },
      { data: { Key: 'exports/customers.json', json: [{ id: 1, name: 'Globex' }] } },
    ],
  },
});

/**
 * S3 has no list by time: an incremental pass reads the whole list, and brings what is younger than the pass before it, less the lag. What
 * is written behind the place that was read has a time after the pass began, so the next one brings it.
 */
async function pull({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { prefix } = settings;
  const cursor = cursorSchema.parse(request.cursor);
  const known = request.mode === 'incremental' ? watermarkSchema.parse(request.watermark) : null;
  const since = known?.prefix === prefix ? Date.parse(known.at) - lagMs : Number.NEGATIVE_INFINITY;
  const page = await listObjects(http, { prefix, token: cursor?.token ?? null });
  const clock = cursor?.clock ?? page.clock.toISOString();
  // A time that can't be read is for the row's own check to name.
  const isNew = ({ LastModified }: Record<string, unknown>) => !(Date.parse(String(LastModified)) < since);
  return {
    rows: page.objects.filter(isNew),
    next: page.next === null ? null : { token: page.next, clock },
    ...(page.next === null && { watermark: { prefix, at: clock } }),
  };
}

const writable = z.object({ ...contentFields, Key: z.string().min(1) });

async function writeOne(http: ConnectorContext['http'], { key, data }: WriteItem): Promise<WriteResult> {
  const parsed = writable.safeParse({ Key: key, ...data });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = 'An object for S3 is { Key, and text, json or base64 }.';
    return { error: { class: 'mapping', code: 'no_object', message, field: String(issue?.path[0] ?? 'Key') } };
  }
  const name = key ?? parsed.data.Key;
  const content = bodyOf(parsed.data);
  const before = await known(http, name);
  // The ETag of an object that was written at once is its MD5, except where it is encrypted with a key of the customer's.
  const isSame =
    before?.etag === `"${hashOf('md5', content.bytes).toString('hex')}"` &&
    [undefined, before.contentType].includes(parsed.data.contentType);
  if (isSame) return { key: name, action: 'unchanged' };
  await putObject(http, { key: name, content });
  return { key: name, action: before === null ? 'created' : 'updated' };
}

/** Null where nothing is there; undefined where this key may write and not look. */
async function known(http: ConnectorContext['http'], key: string) {
  try {
    return await headObject(http, key);
  } catch (error) {
    const kind = isAppCallError(error) ? error.details.class : undefined;
    if (kind === 'not_found') return null;
    if (kind === 'permission') return undefined;
    throw error;
  }
}
