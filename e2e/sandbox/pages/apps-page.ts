import type { User } from '../accounts/accounts.ts';
import type { ConnectedApp } from '../oauth/grants.ts';
import { describeScopes } from '../oauth/scopes.ts';
import { type Html, html } from './html.ts';
import { appPage } from './layout.ts';

interface AppsPageView {
  user: User;
  accountName: string;
  apps: readonly ConnectedApp[];
  notice?: string | undefined;
}

const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

export function appsPage({ user, accountName, apps, notice }: AppsPageView): Html {
  return appPage({
    title: 'Connected apps',
    user,
    accountName,
    current: 'apps',
    notice,
    content: html`
  <h1>Connected apps</h1>
  <p class="lead">Apps that may use the data of ${accountName}. A revoked app loses access at once.</p>
  ${apps.length === 0 && html`<p class="empty">No app is connected. When you connect one, it appears here.</p>`}
  <ul class="cards">${apps.map(card)}</ul>`,
  });
}

function card(app: ConnectedApp): Html {
  return html`<li class="panel">
    <h2>${app.clientName}</h2>
    <p class="small">Connected <time datetime="${app.since}">${dateTime.format(new Date(app.since))}</time></p>
    <ul class="plain">${describeScopes(app.scopes).map(({ words }) => html`<li>${words}</li>`)}</ul>
    <form method="post" action="/apps/${app.id}/revoke"><button class="quiet danger">Revoke access</button></form>
  </li>`;
}
