import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { ask } from './rpc.ts';

const entry = z.looseObject({
  '.tag': z.string(),
  id: z.string().optional(),
  name: z.string(),
  path_lower: z.string().optional(),
  path_display: z.string().optional(),
});
const list = z.looseObject({ entries: z.array(entry), cursor: z.string(), has_more: z.boolean() });
const found = z.looseObject({
  matches: z.array(z.looseObject({ metadata: z.looseObject({ metadata: entry.optional() }) })),
  has_more: z.boolean(),
  cursor: z.string().optional(),
});
const place = z.string().nullable().catch(null);

/** Looked through level by level: the name says enough, and folders may be opened. */
const entryOf = ({ '.tag': tag, name, path_lower }: z.output<typeof entry>): Option[] =>
  path_lower ? [{ value: path_lower, label: name, ...(tag === 'folder' && { branch: true }) }] : [];

const optionOf = ({ name, path_lower, path_display }: z.output<typeof entry>): Option[] =>
  path_lower ? [{ value: path_lower, label: path_display ?? name }] : [];

/** Without words the entries of one level, below `folder` where it is known; with words wherever they are. Who looks through it sees the folders, too. */
const choosing =
  (tag: 'file' | 'folder'): OptionsFunction =>
  async ({ http }, { search, cursor, parent, inside }) => {
    const words = search.trim();
    const at = place.parse(cursor);
    const isLookedThrough = inside !== undefined;
    const from = isLookedThrough ? inside : (parent?.folder ?? '');
    const isIt = (one: z.output<typeof entry>) => one['.tag'] === tag || (isLookedThrough && one['.tag'] === 'folder');
    const show = isLookedThrough ? entryOf : optionOf;
    if (words === '') {
      const page =
        at === null
          ? await ask(http, 'files/list_folder', list, { path: from, limit: 500 })
          : await ask(http, 'files/list_folder/continue', list, { cursor: at });
      return { options: page.entries.filter(isIt).flatMap(show), next: page.has_more ? page.cursor : null };
    }
    const page =
      at === null
        ? await ask(http, 'files/search_v2', found, {
            query: words.slice(0, 1000),
            options: { path: from, max_results: 100, filename_only: true, file_status: 'active' },
          })
        : await ask(http, 'files/search/continue_v2', found, { cursor: at });
    const entries = page.matches.flatMap(({ metadata }) => metadata.metadata ?? []);
    return { options: entries.filter(isIt).flatMap(show), next: page.has_more ? (page.cursor ?? null) : null };
  };

export const options: Record<string, OptionsFunction> = { folders: choosing('folder'), files: choosing('file') };
