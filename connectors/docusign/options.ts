import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { kinds, recipients } from './objects/rows.ts';

const size = 50;
const text = z.string().nullish();
const count = z.coerce.number().int().nonnegative().optional().catch(undefined);
const start = z.int().nonnegative().catch(0);
const templates = z.looseObject({
  envelopeTemplates: z.array(z.looseObject({ templateId: z.string(), name: text, folderName: text })).nullish(),
  totalSetSize: count,
});
const roles = z.looseObject({ recipients: recipients.nullish() });

interface Folder {
  folderId?: string | null;
  name?: string | null;
  folders?: Folder[] | null;
}
const folder: z.ZodType<Folder> = z.looseObject({
  folderId: text,
  name: text,
  get folders() {
    return z.array(folder).nullish();
  },
});
const folders = z.looseObject({ folders: z.array(folder).nullish() });

const below = (all: Folder[], path: string): Option[] =>
  all.flatMap(({ folderId, name, folders: inside }) => {
    const label = [path, name ?? folderId].filter(Boolean).join(' / ');
    return [...(folderId ? [{ value: folderId, label }] : []), ...below(inside ?? [], label)];
  });

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label }: Option) => label.toLowerCase().includes(wanted);
};

export const options: Record<string, OptionsFunction> = {
  templates: async ({ http }, { search, cursor }) => {
    const from = start.parse(cursor ?? 0);
    const { body } = await http.get('/templates', templates, {
      query: {
        search_text: search.trim() || undefined,
        order_by: 'name',
        order: 'asc',
        count: String(size),
        start_position: String(from),
      },
    });
    const found = body.envelopeTemplates ?? [];
    return {
      options: found.map(({ templateId, name, folderName }) => ({
        value: templateId,
        label: name || templateId,
        detail: folderName || undefined,
      })),
      next: found.length > 0 && from + found.length < (body.totalSetSize ?? 0) ? from + found.length : null,
    };
  },
  /** The roles of the template that was chosen. */
  roles: async ({ http }, { search, parent }) => {
    const id = parent?.template;
    if (!id) return { options: [], next: null };
    const { body } = await http.get(`/templates/${encodeURIComponent(id)}`, roles, {
      query: { include: 'recipients' },
    });
    const names = kinds.flatMap((kind) => (body.recipients?.[kind] ?? []).flatMap(({ roleName }) => roleName || []));
    const choices = [...new Set(names)].map((name) => ({ value: name, label: name }));
    return { options: choices.filter(has(search)), next: null };
  },
  folders: async ({ http }, { search }) => {
    const { body } = await http.get('/folders', folders, { query: { sub_folder_depth: '-1' } });
    return { options: below(body.folders ?? [], '').filter(has(search)), next: null };
  },
};
