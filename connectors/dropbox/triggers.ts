import { z } from 'zod';
import type { ConnectorContext, ConnectorTrigger, Json } from '../kit/index.ts';
import { cursorFromNow, isReset, readEntries } from './objects/list-folder.ts';
import { file, folder } from './objects/rows.ts';
import { settings } from './settings.ts';

const place = z.object({ folder: z.string(), cursor: z.string() });
/** What is left over comes with the next look. */
const mostPages = 10;

type Entry = z.output<typeof file> | z.output<typeof folder> | z.output<typeof gone>;
const gone = z.looseObject({ '.tag': z.string(), name: z.string().optional(), path_lower: z.string() });

interface Looked {
  items: { id: string; version?: string; data: unknown }[];
  cursor: Json;
}

/** What has come into the list since the last look. Where Dropbox has forgotten the place, watching begins anew. */
async function look<Row extends Entry>(
  context: ConnectorContext<unknown>,
  cursor: Json,
  tag: string,
  row: z.ZodType<Row>,
  name: (row: Row, at: string) => { id: string; version?: string },
): Promise<Looked> {
  const { http } = context;
  const wanted = settings.parse(context.settings).folder;
  const known = place.safeParse(cursor).data;
  const anew = async (): Promise<Looked> => ({
    items: [],
    cursor: { folder: wanted, cursor: await cursorFromNow(http, wanted) },
  });
  if (known?.folder !== wanted) return anew();
  const items: Looked['items'] = [];
  let at = known.cursor;
  try {
    for (let pages = 0; pages < mostPages; pages++) {
      const page = await readEntries(http, wanted, at);
      for (const entry of page.entries) {
        if (entry['.tag'] !== tag) continue;
        const data = row.parse(entry);
        items.push({ ...name(data, at), data });
      }
      at = page.cursor;
      if (!page.has_more) break;
    }
  } catch (error) {
    if (isReset(error)) return anew();
    throw error;
  }
  return { items, cursor: { folder: wanted, cursor: at } };
}

const sample = {
  '.tag': 'file',
  id: 'id:a4ayc_80_OEAAAAAAAAAXw',
  name: 'Invoice 42.pdf',
  path_lower: '/invoices/invoice 42.pdf',
  path_display: '/Invoices/Invoice 42.pdf',
  server_modified: '2026-11-21T09:00:00Z',
  rev: 'a1c10ce0dd78',
  size: 7212,
};
const sampleFolder = { '.tag': 'folder', id: 'id:a4ayc_80_OEAAAAAAAAAXz', name: '2026', path_lower: '/invoices/2026' };

export const triggers: Record<string, ConnectorTrigger> = {
  fileSaved: {
    via: 'poll',
    title: 'A file was added or changed',
    description: 'Also when it is moved or renamed.',
    output: file,
    sample,
    poll: (context, { cursor }) =>
      look(context, cursor, 'file', file, ({ id, rev, path_lower }) => ({ id, version: `${rev}${path_lower}` })),
  },
  folderAdded: {
    via: 'poll',
    title: 'A folder was added',
    description: 'Also when it is moved, renamed or shared.',
    output: folder,
    sample: sampleFolder,
    poll: (context, { cursor }) =>
      look(context, cursor, 'folder', folder, ({ id, path_lower }) => ({ id, version: path_lower })),
  },
  entryDeleted: {
    via: 'poll',
    title: 'A file or folder was deleted',
    description: 'Also when it is moved away. Dropbox names where it was, and of a folder not what was in it.',
    output: gone,
    sample: { '.tag': 'deleted', name: 'Invoice 42.pdf', path_lower: '/invoices/invoice 42.pdf' },
    // The same path can be deleted again another day; each time it stands behind another cursor.
    poll: (context, { cursor }) =>
      look(context, cursor, 'deleted', gone, ({ path_lower }, at) => ({ id: path_lower, version: at })),
  },
  changed: {
    via: 'hook',
    title: 'Something has changed',
    description: 'At once, but without saying what: a sync that is run then finds it.',
    events: ['files.changed'],
    output: z.object({ account: z.string() }),
    sample: { account: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc' },
  },
};
