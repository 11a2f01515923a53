import { z } from 'zod';
import type { DeclaredConnector } from '#connectors/kit/declared.ts';
import { type Option, type OptionsFunction, readPath } from '#connectors/kit/index.ts';
import { firstMark } from '#connectors/kit/pagers/list-request.ts';
import { readPage } from '#connectors/kit/pagers/read-page.ts';
import { listOf, listRequest } from './compile-list.ts';

type DeclaredOptions = NonNullable<DeclaredConnector['options']>[string];

const text = z.union([z.string(), z.number().transform(String)]);

/** The choices of a dropdown, page by page. The search is the app's where it has one, and else ours, in the page at hand. */
export function compileOptions(
  { list, value, label, search: parameter }: DeclaredOptions,
  app: string,
): OptionsFunction {
  return async (context, { search, cursor, parent = {} }) => {
    const first = listRequest(list, context, { app, more: { input: parent } });
    const request =
      parameter === undefined || search === '' ? first : { ...first, query: { ...first.query, [parameter]: search } };
    const { rows, next } = await readPage(context.http, listOf(list), cursor ?? firstMark(list.pager), request);
    const options = rows.flatMap((row): Option[] => {
      const [id, words] = [text.safeParse(readPath(row, value)), text.safeParse(readPath(row, label))];
      return id.success ? [{ value: id.data, label: words.data ?? id.data }] : [];
    });
    const wanted = search.trim().toLowerCase();
    const isOurs = parameter === undefined && wanted !== '';
    return { options: isOurs ? options.filter((one) => one.label.toLowerCase().includes(wanted)) : options, next };
  };
}
