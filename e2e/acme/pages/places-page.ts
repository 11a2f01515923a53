import type { Sources } from '../portico/sources.ts';
import type { Place } from '../records/place.ts';
import type { ShelfPage } from '../records/shelf.ts';
import { type Html, html } from './html.ts';
import { emptyCards } from './icons.ts';
import { count, type Frame, framedPage } from './layout.ts';
import { type Asked, appNames, nothingFound, PAGE_SIZE, pager, searchForm } from './list.ts';
import { moment } from './moment.ts';
import { notice } from './notice.ts';

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** Databases write countries as codes or as words. */
const country = (text: string): string => (/^[A-Z]{2}$/.test(text) ? (countryNames.of(text) ?? text) : text);

export function placesPage(frame: Frame, asked: Asked, sources: Sources, failure: string | null): Html {
  const shelf = frame.shelves.place;
  const page = shelf.page({ ...asked, size: PAGE_SIZE });
  return framedPage(
    'Places',
    frame,
    html`<div class="head">
      <div data-live="lede"><h1>Places</h1>${shelf.size > 0 && lede(frame, sources)}</div>
      <div data-live="search">${shelf.size > 0 && searchForm('/places', 'Search places', asked)}</div>
    </div>
    <div data-live="list">
      ${notice(failure)}
      ${shelf.size === 0 ? empty() : page.found === 0 ? nothingFound('/places', 'place', asked) : list(asked, page)}
    </div>`,
  );
}

function lede({ shelves: { place } }: Frame, sources: Sources): Html {
  const apps = appNames(place.syncIds(), (id) => sources.nameOf(id));
  const places = `${count(place.size)} ${place.size === 1 ? 'place' : 'places'}`;
  return html`<p class="lede"><strong>${places}</strong>${apps !== '' && ` from ${apps}`}${place.lastChangeAt !== null && html`<span class="dot">Last update ${moment(place.lastChangeAt)}</span>`}</p>`;
}

function empty(): Html {
  return html`<section class="sheet empty">
    ${emptyCards}
    <h2>Know where your people are</h2>
    <p>Connect a database with a table of places. Acme shows them here, the biggest first.</p>
    <a class="button" href="/integrations">Connect a database</a>
  </section>`;
}

function list(asked: Asked, page: ShelfPage<Place>): Html {
  return html`<div class="sheet">
    <table>
      <caption class="unseen">Places, by population</caption>
      <thead><tr><th scope="col">Place</th><th scope="col" class="wide">Country</th><th scope="col" class="end">Population</th></tr></thead>
      <tbody>${page.rows.map(
        (place) => html`<tr>
          <td><span class="name">${place.name}</span><span class="under narrow">${country(place.country)}</span></td>
          <td class="wide quiet">${country(place.country)}</td>
          <td class="end figures">${place.population > 0 ? count(place.population) : html`<span class="quiet">–</span>`}</td>
        </tr>`,
      )}</tbody>
    </table>
    ${pager('/places', asked, page)}
  </div>`;
}
