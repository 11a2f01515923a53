import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { readTemplates } from './objects/describe.ts';

const entry = z.looseObject({ type: z.string(), id: z.string(), name: z.string().nullish() });
const level = z.looseObject({ entries: z.array(entry), next_marker: z.string().nullish() });
const found = z.looseObject({ entries: z.array(entry), total_count: z.number().nullish() });
const marker = z.string().nullable().catch(null);
const skip = z.int().nonnegative().catch(0);
const size = 100;

const choice = ({ id, name }: z.output<typeof entry>) => ({ value: id, label: name || id });

/** Without words the folders of one level, below the folder that was chosen last; with words wherever they are. */
const choosing =
  (kind: 'file' | 'folder'): OptionsFunction =>
  async ({ http }, { search, cursor, parent }) => {
    const words = search.trim();
    const isIt = ({ type }: z.output<typeof entry>) => type === kind;
    const folder = /^\d+$/.exec(parent?.folder ?? '')?.[0] ?? '0';
    if (words === '') {
      const { body } = await http.get(`/folders/${folder}/items`, level, {
        query: { fields: 'id,type,name', usemarker: true, marker: marker.parse(cursor) ?? undefined, limit: 500 },
      });
      return { options: body.entries.filter(isIt).map(choice), next: body.next_marker || null };
    }
    const offset = skip.parse(cursor ?? 0);
    const { body } = await http.get('/search', found, {
      query: {
        query: words,
        type: kind,
        content_types: 'name',
        ...(folder !== '0' && { ancestor_folder_ids: folder }),
        fields: 'id,type,name',
        limit: size,
        offset,
      },
      // Searches are counted apart: sixty in a minute.
      cost: 15,
    });
    const next = offset + size;
    return {
      options: body.entries.filter(isIt).map(choice),
      next: body.entries.length > 0 && next < Math.min(body.total_count ?? 0, 10_000) ? next : null,
    };
  };

export const options: Record<string, OptionsFunction> = {
  folders: choosing('folder'),
  files: choosing('file'),
  metadataTemplates: async (context, { search }) => {
    const wanted = search.trim().toLowerCase();
    const all = (await readTemplates(context)).filter(({ hidden }) => !hidden);
    const choices = all.map(({ scope, templateKey, displayName }) => ({
      value: `${scope}.${templateKey}`,
      label: displayName || templateKey,
    }));
    return { options: choices.filter(({ label }) => label.toLowerCase().includes(wanted)), next: null };
  },
};
