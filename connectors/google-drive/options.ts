import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { cost, filesPath, folderType, inAllDrives, quoted } from './drive-call.ts';

const token = z.string().nullable().catch(null);
const named = z.object({ id: z.string(), name: z.string().optional(), mimeType: z.string().optional() });
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

/** Looked through level by level: folders may be opened. */
const entry = ({ id, name, mimeType }: z.output<typeof named>): Option => ({
  value: id,
  label: name ?? id,
  ...(mimeType === folderType && { branch: true }),
});

/** Of one kind, wherever they are; who looks through it sees one level of files and folders. */
const searching =
  (kind: string): OptionsFunction =>
  async ({ http }, { search, cursor, inside }) => {
    const words = search.trim();
    const isLookedThrough = inside !== undefined;
    const isKind = isLookedThrough ? `(${kind} or mimeType = '${folderType}')` : kind;
    const isThere = isLookedThrough && words === '' ? [`${quoted(inside || 'root')} in parents`] : [];
    const isNamed = words ? [`name contains ${quoted(words)}`] : [];
    const q = [isKind, 'trashed = false', ...isThere, ...isNamed].join(' and ');
    const { body } = await http.get(filesPath, fileList, {
      query: {
        q,
        ...inAllDrives,
        orderBy: isLookedThrough ? 'folder,name' : 'modifiedTime desc',
        pageSize: 50,
        pageToken: token.parse(cursor) ?? undefined,
        fields: isLookedThrough ? 'nextPageToken,files(id,name,mimeType)' : 'nextPageToken,files(id,name)',
      },
      cost: cost.list,
    });
    return { options: body.files.map(isLookedThrough ? entry : choice), next: body.nextPageToken ?? null };
  };

export const options: Record<string, OptionsFunction> = {
  drives,
  folders: searching(`mimeType = '${folderType}'`),
  files: searching(`mimeType != '${folderType}'`),
};
