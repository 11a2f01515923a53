import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { drive } from './drive.ts';
import { columnsOf, sheetsOf } from './read-sheet.ts';

const files = z.object({
  files: z.array(z.object({ id: z.string(), name: z.string(), modifiedTime: z.string().optional() })),
  nextPageToken: z.string().optional(),
});
const token = z.string().nullable().catch(null);

const spreadsheets: OptionsFunction = async ({ http }, { search, cursor }) => {
  const words = search.trim().replaceAll(/[\\']/g, '\\$&');
  const q = [
    "mimeType = 'application/vnd.google-apps.spreadsheet'",
    'trashed = false',
    ...(words ? [`name contains '${words}'`] : []),
  ];
  const { body } = await http.get(`${drive}/files`, files, {
    query: {
      q: q.join(' and '),
      orderBy: 'modifiedTime desc',
      pageSize: 50,
      pageToken: token.parse(cursor) ?? undefined,
      includeItemsFromAllDrives: true,
      supportsAllDrives: true,
      fields: 'nextPageToken, files(id, name, modifiedTime)',
    },
  });
  const options = body.files.map(({ id, name, modifiedTime }) => ({
    value: id,
    label: name,
    detail: modifiedTime && `Changed ${modifiedTime.slice(0, 10)}`,
  }));
  return { options, next: body.nextPageToken ?? null };
};

const matching = (names: string[], search: string) =>
  names
    .filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()))
    .map((name) => ({ value: name, label: name }));

const sheets: OptionsFunction = async ({ http }, { search, parent }) => {
  if (!parent?.spreadsheet) return { options: [], next: null };
  const found = await sheetsOf(http, parent.spreadsheet);
  return {
    options: matching(
      found.map(({ title }) => title),
      search,
    ),
    next: null,
  };
};

const columns: OptionsFunction = async ({ http }, { search, parent }) => {
  if (!parent?.spreadsheet || !parent.sheet) return { options: [], next: null };
  return { options: matching(await columnsOf(http, parent.spreadsheet, parent.sheet), search), next: null };
};

export const options: Record<string, OptionsFunction> = { spreadsheets, sheets, columns };
