import type { User } from '../accounts/accounts.ts';
import type { Company } from '../accounts/catalogue.ts';
import { type Contact, contactName } from '../accounts/contact.ts';
import { type Html, html } from './html.ts';
import { appPage } from './layout.ts';

export const CONTACTS_PER_PAGE = 25;

interface ContactsPageView {
  user: User;
  accountName: string;
  contacts: readonly Contact[];
  companies: readonly Company[];
  total: number;
  search: string;
  /** From 1. */
  page: number;
  notice?: string | undefined;
}

const number = new Intl.NumberFormat('en');
const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function contactsPage(view: ContactsPageView): Html {
  const { user, accountName, contacts, total, search, notice } = view;
  return appPage({
    title: 'Contacts',
    user,
    accountName,
    current: 'contacts',
    notice,
    content: html`
  <div class="head">
    <div><h1>Contacts</h1><p class="count">${countWords(total, search)}</p></div>
    <form class="search" role="search" action="/">
      <label class="hidden" for="q">Search by name or email</label>
      <input id="q" name="q" type="search" placeholder="Search by name or email" value="${search}">
      <button class="quiet">Search</button>
    </form>
    <a class="button primary" href="/contacts/new">Add contact</a>
  </div>
  ${contacts.length === 0 ? emptyState(search) : table(view)}
  ${pager(view)}`,
  });
}

function countWords(total: number, search: string): string {
  const people = `${number.format(total)} ${total === 1 ? 'person' : 'people'}`;
  return search === '' ? `${people}, last changed first` : `${people} found for “${search}”`;
}

function emptyState(search: string): Html {
  return search === ''
    ? html`<p class="empty">This account has no contacts yet. <a href="/contacts/new">Add the first one</a>.</p>`
    : html`<p class="empty">Nobody has “${search}” in their name or email address. <a href="/">Show everybody</a>.</p>`;
}

function table({ contacts, companies }: ContactsPageView): Html {
  const names = new Map(companies.map((company) => [company.id, company.name]));
  return html`<table class="rows">
    <caption class="hidden">Contacts, last changed first</caption>
    <thead><tr><th scope="col">Name</th><th scope="col">Email</th><th scope="col">Phone</th><th scope="col">Company</th><th scope="col">Changed</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
    <tbody>${contacts.map((contact) => row(contact, names.get(contact.company_id ?? '')))}</tbody>
  </table>`;
}

function row(contact: Contact, company: string | undefined): Html {
  const name = contactName(contact);
  const none = html`<span class="none">none</span>`;
  return html`<tr>
      <th scope="row"><a href="/contacts/${contact.id}">${name}</a>${contact.title && html`<span class="sub">${contact.title}</span>`}</th>
      <td data-label="Email">${contact.email ?? none}</td>
      <td data-label="Phone">${contact.phone ?? none}</td>
      <td data-label="Company">${company ?? none}</td>
      <td data-label="Changed"><time datetime="${contact.updated_at}">${dateTime.format(new Date(contact.updated_at))}</time></td>
      <td class="actions">
        <a href="/contacts/${contact.id}">Edit<span class="hidden"> ${name}</span></a>
        <button class="link danger" type="button" popovertarget="delete-${contact.id}">Delete<span class="hidden"> ${name}</span></button>
        <div popover id="delete-${contact.id}" class="ask" role="dialog" aria-label="Delete ${name}">
          <p><strong>Delete ${name}?</strong></p>
          <p>Connected apps will be told at their next sync.</p>
          <div class="choice">
            <button class="quiet" type="button" popovertarget="delete-${contact.id}" popovertargetaction="hide">Keep</button>
            <form method="post" action="/contacts/${contact.id}/delete"><button class="primary danger">Delete contact</button></form>
          </div>
        </div>
      </td>
    </tr>`;
}

function pager({ total, page, search }: ContactsPageView): Html | false {
  const pages = Math.max(1, Math.ceil(total / CONTACTS_PER_PAGE));
  if (pages === 1) return false;
  const link = (to: number, label: string) => {
    const params = new URLSearchParams(search === '' ? { page: String(to) } : { q: search, page: String(to) });
    return html`<a class="button quiet" href="/?${params.toString()}">${label}</a>`;
  };
  return html`<nav class="pager" aria-label="Pages">
    ${page > 1 && link(page - 1, 'Previous')}
    <p>Page ${number.format(page)} of ${number.format(pages)}</p>
    ${page < pages && link(page + 1, 'Next')}
  </nav>`;
}
