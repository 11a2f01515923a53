import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { cost, filesPath, folderType, inAllDrives, quoted } from './drive-call.ts';

const token = z.string().nullable().catch(null);
const named = z.object({ id: z.string(), name: z.string().optional() });
const driveList = z.looseObject({ drives: z.array(named).default([]), nextPageToken: z.string().optional() });
const fileList = z.looseObject({ files: z.array(named).default([]), nextPageToken: z.string().optional() });
const choice = ({ id, name }: z.output<typeof named>) => ({ value: id, label: name ?? id });

const drives: OptionsFunction = async ({ http }, { search, cursor }) => {
  const words = search.trim();
  const { body } = await http.get('/drive/v3/drives', driveList, {
    query: {
      ...(words && { q: `name contains ${quoted(words)}` }),
      pageSize: 100,
      pageToken: token.parse(cursor) ?? undefined,
    },
    cost: cost.list,
  });
  return { options: body.drives.map(choice), next: body.nextPageToken ?? null };
};

const searching =
  (kind: string): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const words = search.trim();
    const q = [kind, 'trashed = false', ...(words ? [`name contains ${quoted(words)}`] : [])].join(' and ');
    const { body } = await http.get(filesPath, fileList, {
      query: {
        q,
        ...inAllDrives,
        orderBy: 'modifiedTime desc',
        pageSize: 50,
        pageToken: token.parse(cursor) ?? undefined,
        fields: 'nextPageToken,files(id,name)',
      },
      cost: cost.list,
    });
    return { options: body.files.map(choice), next: body.nextPageToken ?? null };
  };

export const options: Record<string, OptionsFunction> = {
  drives,
  folders: searching(`mimeType = '${folderType}'`),
  files: searching(`mimeType != '${folderType}'`),
};
