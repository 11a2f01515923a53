import type { User } from '../accounts.ts';
import type { CustomerShelves } from '../records/library.ts';
import { avatar } from './avatar.ts';
import { type Html, html } from './html.ts';
import { icons, mark } from './icons.ts';

export type Section = 'People' | 'Places' | 'Integrations' | 'Activity';

export interface Frame {
  user: User;
  shelves: CustomerShelves;
  section: Section | null;
}

export const count = (number: number): string => number.toLocaleString('en');

/** Every page. Whatever is marked `data-live` is brought up to date while somebody looks at it. */
export function htmlPage(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Acme</title>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/acme.css">
<script type="module" src="/assets/live.js"></script>
</head>
${body}
</html>`;
}

export function framedPage(title: string, frame: Frame, main: Html): Html {
  return htmlPage(
    title,
    html`<body>
<a class="skip" href="#main">Skip to the page</a>
<header class="bar">
  <a class="brand" href="/people">${mark}<span>Acme</span></a>
  ${navigation(frame)}
  ${account(frame.user)}
</header>
<main id="main" tabindex="-1">${main}</main>
</body>`,
  );
}

function navigation({ shelves, section }: Frame): Html {
  const link = (name: Section, path: string, size = 0) =>
    html`<li><a href="${path}"${name === section && html` aria-current="page"`}>${name}${size > 0 && html` <span class="count">${count(size)}</span>`}</a></li>`;
  const hasPlaces = shelves.place.size > 0 || section === 'Places';
  return html`<nav aria-label="Acme"><ul data-live="navigation">
    ${link('People', '/people', shelves.contact.size)}
    ${hasPlaces && link('Places', '/places', shelves.place.size)}
    ${link('Integrations', '/integrations')}
    ${link('Activity', '/activity')}
  </ul></nav>`;
}

function account(user: User): Html {
  return html`<details class="account">
    <summary><span class="account-company">${user.customer.name}</span>${avatar(user.name)}<span class="unseen">${user.name}, account</span>${icons.down}</summary>
    <div class="account-sheet">
      <p><strong>${user.name}</strong><br>${user.email}</p>
      <p>${user.role === 'admin' ? 'Admin' : 'Viewer'} at ${user.customer.name}</p>
      <form method="post" action="/sign-out"><button class="button button-quiet" type="submit">Sign out</button></form>
    </div>
  </details>`;
}
