import { accountSeeds, users } from '../accounts/accounts.ts';
import { type Html, html } from './html.ts';
import { narrowPage } from './layout.ts';

interface LoginPage {
  /** Where the forms go: `<action>/login`, and `<action>/refuse` when an app is waiting. */
  action: string;
  /** The app that waits to be connected. */
  clientName?: string;
  email?: string;
  next?: string;
  error?: string;
}

const accountNames = new Map(accountSeeds(0).map((account) => [account.id, account.name]));

export function loginPage({ action, clientName, email = '', next, error }: LoginPage): Html {
  const content = html`
  <h1>Sign in</h1>
  <p class="lead">${clientName ? html`to connect <strong>${clientName}</strong> with your Tidewater account` : 'to your Tidewater account'}</p>
  ${error && html`<p class="problem" role="alert" id="problem">${error}</p>`}
  <form method="post" action="${action}/login" class="stack">
    ${next && html`<input type="hidden" name="next" value="${next}">`}
    <div class="field">
      <label for="email">Email address</label>
      <input id="email" name="email" type="email" autocomplete="username" required value="${email}"${error && html` aria-describedby="problem" aria-invalid="true"`}>
    </div>
    <div class="field">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required>
    </div>
    <button class="primary">Sign in</button>
  </form>
  ${clientName && html`<form method="post" action="${action}/refuse"><button class="quiet wide">Cancel and go back to ${clientName}</button></form>`}
  <details class="demo">
    <summary>Demo sign-ins</summary>
    <dl>${users.map((user) => html`<div><dt>${accountNames.get(user.accountId)}</dt><dd><code>${user.email}</code> <span>password <code>${user.password}</code></span></dd></div>`)}</dl>
  </details>`;
  return narrowPage('Sign in', content);
}
