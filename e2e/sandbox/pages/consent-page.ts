import type { User } from '../accounts/accounts.ts';
import type { AskedScope } from '../oauth/scopes.ts';
import { type Html, html } from './html.ts';
import { narrowPage } from './layout.ts';

interface ConsentPage {
  uid: string;
  clientName: string;
  user: User;
  accountName: string;
  scopes: readonly AskedScope[];
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
  <ul class="scopes">${scopes.map(scopeLine)}</ul>
  <p class="small">You can disconnect it at any time under Connected apps.</p>
  <div class="choice">
    <form method="post" action="${action}/refuse"><button class="quiet wide">Refuse</button></form>
    <form method="post" action="${action}/allow" id="allow"><input type="hidden" name="choice" value="1"><button class="primary wide">Allow</button></form>
  </div>`,
  );
}

function scopeLine({ scope, words, refusable }: AskedScope): Html {
  if (!refusable) return html`<li>${tick()}<span>${words}</span></li>`;
  return html`<li><label><input type="checkbox" form="allow" name="scope" value="${scope}" checked> ${words}</label></li>`;
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
