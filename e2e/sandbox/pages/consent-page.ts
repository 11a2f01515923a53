import type { User } from '../accounts/accounts.ts';
import { type Html, html } from './html.ts';
import { narrowPage } from './layout.ts';

interface ConsentPage {
  uid: string;
  clientName: string;
  user: User;
  accountName: string;
  /** In plain words. */
  scopes: readonly string[];
}

export function consentPage({ uid, clientName, user, accountName, scopes }: ConsentPage): Html {
  const action = `/interaction/${uid}`;
  return narrowPage(
    `Connect ${clientName}`,
    html`
  <h1>Connect ${clientName}?</h1>
  <div class="account">
    <span class="initials" aria-hidden="true">${initials(accountName)}</span>
    <p><strong>${accountName}</strong><span>${user.name} · ${user.email}</span></p>
    <form method="post" action="${action}/switch"><button class="link">Use another account</button></form>
  </div>
  <p><strong>${clientName}</strong> will be able to:</p>
  <ul class="scopes">${scopes.map((scope) => html`<li>${tick()}<span>${scope}</span></li>`)}</ul>
  <p class="small">You can disconnect it at any time under Connected apps.</p>
  <div class="choice">
    <form method="post" action="${action}/refuse"><button class="quiet wide">Refuse</button></form>
    <form method="post" action="${action}/allow"><button class="primary wide">Allow</button></form>
  </div>`,
  );
}

function tick(): Html {
  return html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d="M3 8.5 6.5 12 13 4.5" /></svg>`;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();
}
