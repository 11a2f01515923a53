import { AppCallError, type OAuth2Auth } from '#connectors/kit/index.ts';
import { valueAt } from './value-at.ts';

const longest = 2_000;
// No slash and no colon: what a browser brings must never become a whole address.
const callbackValue = /^[\w.~@-]{1,200}$/;

/** What the connector wants to keep of a token answer, as text. What the app does not send, or sends as something else, is not learnt. */
export function learnFromAnswer(values: unknown, { learn = [] }: OAuth2Auth): Record<string, string> {
  const paths = Array.isArray(learn) ? learn.map((name) => [name, name] as const) : Object.entries(learn);
  const known = paths.flatMap(([name, path]) => {
    const value = valueAt(values, path);
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    const text = isPlain ? String(value) : '';
    return text !== '' && text.length <= longest && isVisible(text) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(known);
}

/** What the connector wants to keep of the callback's query. A stranger could have typed it: length and characters are checked. */
export function learnFromCallback(
  query: URLSearchParams,
  { learnFromCallback: names = [] }: OAuth2Auth,
  app: string,
): Record<string, string> {
  const known = names.flatMap((name) => {
    const [value, ...others] = query.getAll(name);
    if (value === undefined || value === '') return [];
    if (others.length === 0 && callbackValue.test(value) && !value.includes('..')) return [[name, value] as const];
    throw new AppCallError(`${app} sent a ${name} that can't be one: too long, sent twice, or with odd characters.`, {
      class: 'protocol',
      code: 'callback_value',
      field: name,
    });
  });
  return Object.fromEntries(known);
}

function isVisible(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}
