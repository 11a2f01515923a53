import { z } from 'zod';
import { allPages, type OptionsFunction, type Pager } from '../kit/index.ts';

const pager: Pager = { kind: 'link', from: "['@odata.nextLink']", size: { parameter: '$top', value: 100 } };
const folders = z.array(
  z.looseObject({
    id: z.string(),
    displayName: z.string().nullish(),
    childFolderCount: z.number().nullish(),
    totalItemCount: z.number().nullish(),
  }),
);
const calendars = z.array(z.looseObject({ id: z.string(), name: z.string().nullish() }));
/** So deep are folders shown in folders. */
const deepest = 3;

const mailFolders: OptionsFunction = async (context, { search }) => {
  const options: { value: string; label: string; detail?: string }[] = [];
  const visit = async (path: string, above: string, depth: number): Promise<void> => {
    const found: z.output<typeof folders> = [];
    for await (const rows of allPages(context, { pager, request: { path }, rows: 'value' }))
      found.push(...folders.parse(rows));
    for (const one of found) {
      const label = `${above}${one.displayName ?? one.id}`;
      options.push({
        value: one.id,
        label,
        ...(typeof one.totalItemCount === 'number' && { detail: `${one.totalItemCount} messages` }),
      });
      if ((one.childFolderCount ?? 0) > 0 && depth < deepest)
        await visit(`/me/mailFolders/${encodeURIComponent(one.id)}/childFolders`, `${label} / `, depth + 1);
    }
  };
  await visit('/me/mailFolders', '', 1);
  return { options: matching(options, search), next: null };
};

const calendarsList: OptionsFunction = async (context, { search }) => {
  const options: { value: string; label: string }[] = [];
  for await (const rows of allPages(context, { pager, request: { path: '/me/calendars' }, rows: 'value' }))
    options.push(...calendars.parse(rows).map(({ id, name }) => ({ value: id, label: name ?? id })));
  return { options: matching(options, search), next: null };
};

function matching<T extends { label: string }>(options: T[], search: string): T[] {
  const words = search.trim().toLowerCase();
  return options.filter(({ label }) => label.toLowerCase().includes(words));
}

export const options: Record<string, OptionsFunction> = { mailFolders, calendars: calendarsList };
