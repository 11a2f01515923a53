import type { Account } from '../accounts/account.ts';
import type { Contact } from '../accounts/contact.ts';
import { ApiError } from '../api/api-error.ts';
import { readContactPatch, readNewContact } from '../api/contact-fields.ts';
import { readForm, redirect, sendPage } from '../http-exchange.ts';
import { type ContactFormValues, contactPage } from './contact-page.ts';
import { CONTACTS_PER_PAGE, contactsPage } from './contacts-page.ts';
import { notFoundPage } from './error-page.ts';
import { noticeOf, type Visit } from './visit.ts';

export async function showContacts(visit: Visit): Promise<void> {
  const { exchange, user, account } = visit;
  const params = exchange.url.searchParams;
  const search = (params.get('q') ?? '').trim();
  const page = Math.max(1, Math.floor(Number(params.get('page')) || 1));
  const { contacts, total } = account.contacts.search(search, (page - 1) * CONTACTS_PER_PAGE, CONTACTS_PER_PAGE);
  const view = {
    user,
    accountName: account.seed.name,
    contacts,
    companies: account.catalogue.companies,
    total,
    search,
    page,
    notice: noticeOf(visit),
  };
  sendPage(exchange.res, 200, contactsPage(view));
}

/** `/contacts/new` and `/contacts/<id>[/delete]`. */
export async function editContact(visit: Visit, id: string, action: string | undefined): Promise<void> {
  const { exchange, user, account } = visit;
  const contact = account.contacts.find(id);
  if ((contact === undefined && id !== 'new') || (action !== undefined && action !== 'delete')) {
    return sendPage(exchange.res, 404, notFoundPage());
  }
  if (exchange.method === 'GET') {
    return sendPage(exchange.res, 200, contactPage({ user, account, contact, values: valuesOf(contact) }));
  }
  if (action === 'delete') {
    account.contacts.delete(id);
    return redirect(exchange.res, '/?notice=deleted');
  }
  return save(visit, contact);
}

async function save({ exchange, user, account }: Visit, contact: Contact | undefined): Promise<void> {
  const values = valuesFrom(await readForm(exchange.req));
  try {
    write(account, contact, values);
    redirect(exchange.res, `/?notice=${contact === undefined ? 'created' : 'saved'}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const problem = { field: error.field, message: inWords(error) };
    sendPage(exchange.res, 422, contactPage({ user, account, contact, values, error: problem }));
  }
}

function write(account: Account, contact: Contact | undefined, values: ContactFormValues): void {
  const orNull = (text: string) => (text.trim() === '' ? null : text);
  const body = {
    first_name: orNull(values.first_name),
    last_name: values.last_name,
    email: orNull(values.email),
    phone: orNull(values.phone),
    title: orNull(values.title),
    company_id: orNull(values.company_id),
    lists: values.lists,
  };
  if (contact === undefined) account.contacts.create(readNewContact(account, body));
  else account.contacts.update(contact.id, readContactPatch(account, body));
}

function valuesOf(contact: Contact | undefined): ContactFormValues {
  return {
    first_name: contact?.first_name ?? '',
    last_name: contact?.last_name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    title: contact?.title ?? '',
    company_id: contact?.company_id ?? '',
    lists: contact?.lists ?? [],
  };
}

function valuesFrom(form: URLSearchParams): ContactFormValues {
  const text = (name: string) => form.get(name) ?? '';
  return {
    first_name: text('first_name'),
    last_name: text('last_name'),
    email: text('email'),
    phone: text('phone'),
    title: text('title'),
    company_id: text('company_id'),
    lists: form.getAll('lists'),
  };
}

const LABELS: Record<string, string> = {
  first_name: 'First name',
  last_name: 'Last name',
  email: 'Email address',
  phone: 'Phone',
  title: 'Job title',
};

/** The API names fields as developers do; people know them by their labels. */
function inWords(error: ApiError): string {
  const label = LABELS[error.field ?? ''];
  return label === undefined ? error.message : error.message.replace(error.field ?? '', label);
}
