import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { listBuckets } from './bucket.ts';
import { listObjects } from './list-objects.ts';

const token = z.string().nullable().catch(null);
const pageSize = 100;

/** Folders that begin with what was typed: one level at a time. */
const folders: OptionsFunction = async ({ http }, { search, cursor }) => {
  const page = await listObjects(http, { prefix: search, delimiter: '/', token: token.parse(cursor), size: pageSize });
  return { options: page.folders.map((folder) => ({ value: folder, label: folder })), next: page.next };
};

/** Keys that begin with what was typed. */
const objects: OptionsFunction = async ({ http }, { search, cursor }) => {
  const page = await listObjects(http, { prefix: search, token: token.parse(cursor), size: pageSize });
  const options = page.objects.map(({ Key, LastModified }) => ({
    value: String(Key),
    label: String(Key),
    ...(typeof LastModified === 'string' && { detail: LastModified.slice(0, 10) }),
  }));
  return { options, next: page.next };
};

const buckets: OptionsFunction = async (context, { search, cursor }) => {
  const page = await listBuckets(context, token.parse(cursor));
  const wanted = search.trim().toLowerCase();
  const options = page.buckets.filter(({ Name }) => Name.toLowerCase().includes(wanted));
  return { options: options.map(({ Name }) => ({ value: Name, label: Name })), next: page.next };
};

export const options: Record<string, OptionsFunction> = { folders, objects, buckets };
