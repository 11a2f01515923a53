import type { User } from '../accounts/accounts.ts';
import { type Html, html } from './html.ts';

/** The tide under a moon. */
function logo(): Html {
  return html`<svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" class="logo-sea" />
    <circle cx="21.5" cy="10" r="4" class="logo-moon" />
    <path d="M4 19c3 0 3-2.4 6-2.4s3 2.4 6 2.4 3-2.4 6-2.4 3 2.4 6 2.4" class="logo-wave" />
    <path d="M4 25c3 0 3-2.4 6-2.4s3 2.4 6 2.4 3-2.4 6-2.4 3 2.4 6 2.4" class="logo-wave logo-wave-far" />
  </svg>`;
}

const STYLES = {
  app: ['tidewater', 'app'],
  narrow: ['tidewater', 'narrow'],
  control: ['tidewater', 'app', 'control'],
} as const;

function document(title: string, kind: keyof typeof STYLES, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Tidewater</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${STYLES[kind].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
</head>
<body class="${kind}">
${body}
</body>
</html>
`;
}

interface AppPage {
  title: string;
  user: User;
  accountName: string;
  current: 'contacts' | 'apps';
  notice?: string | undefined;
  content: Html;
}

/** A page for somebody who is signed in. */
export function appPage({ title, user, accountName, current, notice, content }: AppPage): Html {
  const link = (href: string, label: string, isCurrent: boolean) =>
    html`<a href="${href}"${isCurrent && html` aria-current="page"`}>${label}</a>`;
  return document(
    title,
    'app',
    html`<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
  <a class="brand" href="/">${logo()}<span>Tidewater</span></a>
  <nav aria-label="Main">${link('/', 'Contacts', current === 'contacts')}${link('/apps', 'Connected apps', current === 'apps')}</nav>
  <div class="who">
    <p><strong>${accountName}</strong><span>${user.name}</span></p>
    <form method="post" action="/sign-out"><button class="link">Sign out</button></form>
  </div>
</header>
<main id="main">
  ${notice && html`<p class="notice" role="status">${notice}</p>`}
  ${content}
</main>
<footer class="foot"><p>Tidewater CRM</p><a href="/control">Control room</a></footer>`,
  );
}

/** A narrow page, at home in a pop-up window: signing in, giving consent, errors. */
export function narrowPage(title: string, content: Html): Html {
  return document(
    title,
    'narrow',
    html`<div class="sea" aria-hidden="true"></div>
<main id="main" class="sheet">
  <p class="brand">${logo()}<span>Tidewater</span></p>
  ${content}
</main>`,
  );
}

export function controlLayout(title: string, content: Html): Html {
  return document(
    title,
    'control',
    html`<header class="bar bar-control">
  <a class="brand" href="/">${logo()}<span>Tidewater</span></a>
  <p class="stripes">Control room: break things on purpose</p>
</header>
<main id="main">${content}</main>`,
  );
}
