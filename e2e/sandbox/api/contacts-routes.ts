import { isList } from '../accounts/catalogue.ts';
import { type ApiAnswer, type ApiCall, methodNotAllowed, requireScope } from './api-call.ts';
import { ApiError, notFound } from './api-error.ts';
import { readContactPatch, readNewContact } from './contact-fields.ts';
import { nextCursor, type Page, readLimit, readPosition, readSince } from './paging.ts';
import { renamed, unrenamed } from './renamed-field.ts';

export async function contacts(call: ApiCall): Promise<ApiAnswer> {
  if (call.method === 'GET') {
    requireScope(call, 'contacts:read');
    return { status: 200, body: listContacts(call) };
  }
  if (call.method !== 'POST') throw methodNotAllowed(call, 'GET, POST');
  requireScope(call, 'contacts:write');
  const { renameField } = call.world.faults;
  const values = readNewContact(call.account, unrenamed(await call.readBody(), renameField));
  return { status: 201, body: renamed(call.account.contacts.create(values), renameField) };
}

export async function contact(call: ApiCall, id: string): Promise<ApiAnswer> {
  const { contacts: store } = call.account;
  const { renameField } = call.world.faults;
  requireScope(call, call.method === 'GET' ? 'contacts:read' : 'contacts:write');
  switch (call.method) {
    case 'GET': {
      const found = store.find(id);
      if (found === undefined) throw notFound(`Contact ${id}`);
      return { status: 200, body: renamed(found, renameField) };
    }
    case 'PATCH': {
      const patch = readContactPatch(call.account, unrenamed(await call.readBody(), renameField));
      const updated = store.update(id, patch);
      if (updated === undefined) throw notFound(`Contact ${id}`);
      return { status: 200, body: renamed(updated, renameField) };
    }
    case 'DELETE':
      if (store.delete(id) === undefined) throw notFound(`Contact ${id}`);
      return { status: 204 };
    default:
      throw methodNotAllowed(call, 'GET, PATCH, DELETE');
  }
}

function listContacts({ account, params, world }: ApiCall): Page {
  const limit = readLimit(params);
  const position = readPosition(params);
  const query = { since: readSince(params), list: readList(params), includeDeleted: readIncludeDeleted(params) };
  const page = account.contacts.page(query, position.after, limit);
  return {
    data: page.rows.map((row) => renamed(row, world.faults.renameField)),
    next_cursor: nextCursor({ params, position, lastTime: page.lastTime }, world.faults),
    total: page.total,
  };
}

function readList(params: URLSearchParams): string | undefined {
  const list = params.get('list') || undefined;
  if (list === undefined || isList(list)) return list;
  throw new ApiError(400, 'bad_request', `There is no list ${list}. GET /api/v1/lists names them.`, { field: 'list' });
}

function readIncludeDeleted(params: URLSearchParams): boolean {
  const value = params.get('include_deleted');
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  throw new ApiError(400, 'bad_request', 'include_deleted must be true or false.', { field: 'include_deleted' });
}
