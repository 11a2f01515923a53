import { lists } from '../accounts/catalogue.ts';
import { type ApiAnswer, type ApiCall, methodNotAllowed, requireScope } from './api-call.ts';
import { notFound } from './api-error.ts';
import { contactFields } from './contact-fields.ts';
import { pageOfFixed, readLimit } from './paging.ts';

/** What can only be read: who is signed in, companies, deals, fields, lists, owners. */
export function catalogue(call: ApiCall): ApiAnswer | undefined {
  const answer = find(call);
  if (answer !== undefined && call.method !== 'GET') throw methodNotAllowed(call, 'GET');
  return answer?.();
}

function find(call: ApiCall): (() => ApiAnswer) | undefined {
  const [noun, id] = call.path;
  if (call.path.length > 2) return undefined;
  if (noun === 'me' && id === undefined) return () => me(call);
  if (noun === 'companies') return () => rows(call, 'companies:read', call.account.catalogue.companies, id);
  if (noun === 'deals') return () => rows(call, 'deals:read', call.account.catalogue.deals, id);
  if (noun === 'fields' && id === 'contacts') return () => describeFields(call);
  if (noun === 'lists' && id === undefined) return () => findLists(call);
  if (noun === 'owners' && id === undefined) return () => owners(call);
  return undefined;
}

function me({ user, account }: ApiCall): ApiAnswer {
  return {
    status: 200,
    body: {
      user: { id: user.id, email: user.email, name: user.name },
      account: { id: account.seed.id, name: account.seed.name },
    },
  };
}

function rows(
  call: ApiCall,
  scope: string,
  all: readonly { id: string; updated_at: string }[],
  id: string | undefined,
): ApiAnswer {
  requireScope(call, scope);
  if (id === undefined) return { status: 200, body: pageOfFixed(all, call.params, call.world.faults) };
  const found = all.find((row) => row.id === id);
  if (found === undefined) throw notFound(id);
  return { status: 200, body: found };
}

function describeFields(call: ApiCall): ApiAnswer {
  requireScope(call, 'contacts:read');
  const { renameField } = call.world.faults;
  const data = contactFields.map((field) =>
    field.name === renameField?.from ? { ...field, name: renameField.to } : field,
  );
  return { status: 200, body: { data } };
}

/** Cursor pages, for a dropdown that loads more; the cursor is the id of the last list seen. */
function findLists(call: ApiCall): ApiAnswer {
  requireScope(call, 'contacts:read');
  const limit = readLimit(call.params);
  const wanted = (call.params.get('search') ?? '').trim().toLowerCase();
  const matching = lists.filter((list) => list.name.toLowerCase().includes(wanted));
  const start = matching.findIndex((list) => list.id === call.params.get('cursor')) + 1;
  const page = matching.slice(start, start + limit);
  const more = start + limit < matching.length;
  const data = page.map(({ id, name }) => ({ id, name, count: call.account.contacts.countOf(id) }));
  return { status: 200, body: { data, next_cursor: more ? (page.at(-1)?.id ?? null) : null } };
}

function owners(call: ApiCall): ApiAnswer {
  requireScope(call, 'contacts:read');
  return { status: 200, body: { data: call.account.catalogue.owners } };
}
