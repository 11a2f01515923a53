import type { SandboxState } from '../control/control-actions.ts';
import { doneWords } from '../control/control-forms.ts';
import { describeFaults } from '../faults.ts';
import { controlFaults } from './control-faults.ts';
import { type Html, html } from './html.ts';
import { controlLayout } from './layout.ts';

const number = new Intl.NumberFormat('en');

export function controlPage(state: SandboxState, { done }: { done: string }): Html {
  const broken = describeFaults(state.faults);
  const words = doneWords[done];
  return controlLayout(
    'Control room',
    html`
  <h1>What should go wrong?</h1>
  ${words && html`<p class="notice" role="status">${words}</p>`}
  <section class="panel status${broken.length > 0 && ' broken'}" aria-labelledby="status">
    <h2 id="status">${broken.length === 0 ? 'Everything works' : 'Broken on purpose'}</h2>
    ${
      broken.length === 0
        ? html`<p>Tidewater answers as it should.</p>`
        : html`<ul>${broken.map((one) => html`<li>${one}</li>`)}</ul>
    <form method="post" action="/control/do/heal"><button class="primary">Repair everything</button></form>`
    }
  </section>
  <div class="columns">
    <div class="column">
      ${controlFaults(state.faults)}
      ${accessPanel(state)}
      <section class="panel" aria-labelledby="reset">
        <h2 id="reset">Start over</h2>
        <p>Contacts as seeded, no faults, nobody signed in, no app connected. Registered apps stay.</p>
        <form method="post" action="/control/do/reset"><button class="quiet danger">Reset Tidewater</button></form>
      </section>
    </div>
    <div class="column">
      ${dataPanel(state)}
      ${grantsPanel(state)}
      ${countsPanel(state)}
    </div>
  </div>`,
  );
}

function accountSelect(state: SandboxState, id: string, all: boolean): Html {
  return html`<div class="field"><label for="${id}">Account</label><select id="${id}" name="account">
    ${all && html`<option value="">All accounts</option>`}
    ${Object.entries(state.accounts).map(([account, { name }]) => html`<option value="${account}">${name}</option>`)}
  </select></div>`;
}

function accessPanel(state: SandboxState): Html {
  return html`<section class="panel" aria-labelledby="access">
    <h2 id="access">Access of connected apps</h2>
    <form method="post" class="stack">
      ${accountSelect(state, 'access-account', true)}
      <div class="choice choice-start">
        <button class="quiet danger" formaction="/control/do/revoke">Revoke all access</button>
        <button class="quiet" formaction="/control/do/expire">Expire access tokens</button>
      </div>
    </form>
  </section>`;
}

function dataPanel(state: SandboxState): Html {
  const amount = (name: string, label: string, value: number) =>
    html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="0" max="50000" value="${value}"></div>`;
  return html`<section class="panel" aria-labelledby="data">
    <h2 id="data">Contacts</h2>
    <table class="plain-table">
      <thead><tr><th scope="col">Account</th><th scope="col" class="figure">Contacts</th><th scope="col" class="figure">Deleted</th></tr></thead>
      <tbody>${Object.entries(state.accounts).map(([id, account]) => html`<tr><th scope="row">${account.name} <code>${id}</code></th><td class="figure">${number.format(account.contacts)}</td><td class="figure">${number.format(account.deleted)}</td></tr>`)}</tbody>
    </table>
    <form method="post" action="/control/do/contacts" class="stack">
      ${accountSelect(state, 'contacts-account', false)}
      <div class="triple">${amount('create', 'Create', 5)}${amount('update', 'Change', 5)}${amount('delete', 'Delete', 2)}</div>
      <div><button class="quiet">Change the contacts</button></div>
    </form>
    <form method="post" action="/control/do/seed" class="stack ruled">
      ${accountSelect(state, 'seed-account', false)}
      <div class="field"><label for="seed">Number of contacts, up to 200,000</label><input id="seed" name="contacts" type="number" min="0" max="200000" value="1240"></div>
      <div><button class="quiet danger">Replace all contacts</button></div>
    </form>
  </section>`;
}

function grantsPanel({ grants, accounts }: SandboxState): Html {
  return html`<section class="panel" aria-labelledby="grants">
    <h2 id="grants">Connected apps</h2>
    ${grants.length === 0 ? html`<p>No app is connected.</p>` : html`<ul class="plain">${grants.map((grant) => html`<li><strong>${grant.clientName}</strong> to ${accounts[grant.accountId]?.name} <span class="small">since ${grant.since.slice(0, 16).replace('T', ' ')} UTC</span></li>`)}</ul>`}
  </section>`;
}

function countsPanel(state: SandboxState): Html {
  const rows = [
    ...Object.entries(state.tokenRequests).map(([grant, count]) => ({ what: `Token: ${grant}`, count })),
    ...Object.entries(state.refusedTokenRequests).map(([grant, count]) => ({ what: `Token refused: ${grant}`, count })),
    ...Object.entries(state.requests).map(([what, count]) => ({ what, count })),
  ];
  return html`<section class="panel" aria-labelledby="counts">
    <h2 id="counts">Requests since the start</h2>
    ${rows.length === 0 ? html`<p>No app has asked for anything yet.</p>` : html`<table class="plain-table"><thead><tr><th scope="col">Request</th><th scope="col" class="figure">Times</th></tr></thead><tbody>${rows.map(({ what, count }) => html`<tr><th scope="row"><code>${what}</code></th><td class="figure">${number.format(count)}</td></tr>`)}</tbody></table>`}
  </section>`;
}
