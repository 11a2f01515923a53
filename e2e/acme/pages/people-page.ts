import type { Sources } from '../portico/sources.ts';
import type { Person } from '../records/person.ts';
import type { ShelfPage } from '../records/shelf.ts';
import { avatar } from './avatar.ts';
import { type Html, html } from './html.ts';
import { emptyCards } from './icons.ts';
import { count, type Frame, framedPage } from './layout.ts';
import { type Asked, appNames, nothingFound, PAGE_SIZE, pager, searchForm } from './list.ts';
import { moment } from './moment.ts';
import { notice } from './notice.ts';

export function peoplePage(frame: Frame, asked: Asked, sources: Sources, failure: string | null): Html {
  const shelf = frame.shelves.contact;
  const page = shelf.page({ ...asked, size: PAGE_SIZE });
  return framedPage(
    'People',
    frame,
    html`<div class="head">
      <div data-live="lede"><h1>People</h1>${shelf.size > 0 && lede(frame, sources)}</div>
      <div data-live="search">${shelf.size > 0 && searchForm('/people', 'Search people', asked)}</div>
    </div>
    <div data-live="list">
      ${notice(failure)}
      ${shelf.size === 0 ? empty(frame) : page.found === 0 ? nothingFound('/people', 'person', asked) : list(asked, page, sources, frame.user.role === 'admin')}
    </div>`,
  );
}

function lede({ shelves: { contact } }: Frame, sources: Sources): Html {
  const apps = appNames(contact.syncIds(), (id) => sources.nameOf(id));
  const people = `${count(contact.size)} ${contact.size === 1 ? 'person' : 'people'}`;
  return html`<p class="lede"><strong>${people}</strong>${apps !== '' && ` from ${apps}`}${contact.lastChangeAt !== null && html`<span class="dot">Last update ${moment(contact.lastChangeAt)}</span>`}</p>`;
}

function empty({ user }: Frame): Html {
  const isAdmin = user.role === 'admin';
  return html`<section class="sheet empty">
    ${emptyCards}
    <h2>Bring your people to Acme</h2>
    <p>${isAdmin ? 'Connect the app where your contacts live. They appear here within a minute and stay up to date.' : `As soon as an admin of ${user.customer.name} connects the app where your contacts live, they appear here.`}</p>
    <a class="button" href="/integrations">${isAdmin ? 'Connect an app' : 'See the apps'}</a>
  </section>`;
}

function list(asked: Asked, page: ShelfPage<Person>, sources: Sources, isAdmin: boolean): Html {
  return html`<div class="sheet">
    <table>
      <caption class="unseen">People, by name</caption>
      <thead><tr><th scope="col">Name</th><th scope="col" class="wide">E-mail</th><th scope="col" class="wider">Phone</th><th scope="col" class="widest">From</th><th scope="col" class="end">Updated</th></tr></thead>
      <tbody>${page.rows.map((person) => row(person, sources, isAdmin))}</tbody>
    </table>
    ${pager('/people', asked, page)}
  </div>`;
}

/** On a narrow screen an address breaks behind its @, not just anywhere. */
function breakable(email: string): Html {
  const at = email.lastIndexOf('@') + 1;
  return html`${email.slice(0, at)}<wbr>${email.slice(at)}`;
}

function row({ id, name, title, email, phone, syncId, updatedAt }: Person, sources: Sources, isAdmin: boolean): Html {
  const address = `/person?${new URLSearchParams({ sync: syncId, id })}`;
  const none = html`<span class="quiet">–</span>`;
  return html`<tr>
    <td><div class="who">${avatar(name)}<div>${isAdmin ? html`<a class="name plain" href="${address}">${name}</a>` : html`<span class="name">${name}</span>`}${title !== null && html`<span class="under">${title}</span>`}${email !== null && html`<span class="under narrow">${breakable(email)}</span>`}</div></div></td>
    <td class="wide">${email === null ? none : html`<a class="plain" href="mailto:${email}">${email}</a>`}</td>
    <td class="wider figures">${phone ?? none}</td>
    <td class="widest quiet">${sources.nameOf(syncId) ?? none}</td>
    <td class="end quiet">${moment(updatedAt)}</td>
  </tr>`;
}
