import type { Account } from '../accounts/account.ts';
import type { User } from '../accounts/accounts.ts';
import { lists } from '../accounts/catalogue.ts';
import { type Contact, contactName } from '../accounts/contact.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { appPage } from './layout.ts';

export interface ContactFormValues {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  title: string;
  company_id: string;
  lists: string[];
}

interface ContactPageView {
  user: User;
  account: Account;
  /** Undefined while a new one is made. */
  contact: Contact | undefined;
  values: ContactFormValues;
  error?: { field: string | undefined; message: string } | undefined;
}

export function contactPage({ user, account, contact, values, error }: ContactPageView): Html {
  const title = contact === undefined ? 'Add contact' : contactName(contact);
  const input = (name: keyof ContactFormValues, label: string, attributes: HtmlValue) =>
    field(
      { name, label, error },
      (describedBy) => html`<input id="${name}" name="${name}" value="${values[name]}" ${attributes} ${describedBy}>`,
    );
  return appPage({
    title,
    user,
    accountName: account.seed.name,
    current: 'contacts',
    content: html`
  <p class="back"><a href="/">All contacts</a></p>
  <h1>${title}</h1>
  ${error && error.field === undefined && html`<p class="problem" role="alert">${error.message}</p>`}
  <form method="post" action="/contacts/${contact?.id ?? 'new'}" class="panel stack" novalidate>
    <div class="pair">
      ${input('first_name', 'First name', html`autocomplete="off" maxlength="100"`)}
      ${input('last_name', 'Last name', html`autocomplete="off" maxlength="100" required`)}
    </div>
    <div class="pair">
      ${input('email', 'Email address', html`type="email" autocomplete="off"`)}
      ${input('phone', 'Phone', html`type="tel" autocomplete="off"`)}
    </div>
    <div class="pair">
      ${input('title', 'Job title', html`autocomplete="off"`)}
      ${companySelect(account, values.company_id)}
    </div>
    <fieldset>
      <legend>Lists</legend>
      <div class="ticks">${lists.map((list) => html`<label><input type="checkbox" name="lists" value="${list.id}"${values.lists.includes(list.id) && html` checked`}> ${list.name}</label>`)}</div>
    </fieldset>
    <div class="choice choice-start">
      <button class="primary">${contact === undefined ? 'Add contact' : 'Save changes'}</button>
      <a class="button quiet" href="/">Cancel</a>
    </div>
  </form>
  ${contact && html`<p class="small">${contact.id} · created <time datetime="${contact.created_at}">${contact.created_at.slice(0, 10)}</time></p>`}`,
  });
}

function field(
  { name, label, error }: { name: string; label: string; error: ContactPageView['error'] },
  control: (describedBy: Html | false) => Html,
): Html {
  const isWrong = error?.field === name;
  return html`<div class="field">
        <label for="${name}">${label}</label>
        ${control(isWrong && html`aria-invalid="true" aria-describedby="${name}-problem"`)}
        ${isWrong && html`<p class="field-problem" role="alert" id="${name}-problem">${error?.message}</p>`}
      </div>`;
}

function companySelect(account: Account, chosen: string): Html {
  const companies = [...account.catalogue.companies].sort((a, b) => a.name.localeCompare(b.name));
  return html`<div class="field">
        <label for="company_id">Company</label>
        <select id="company_id" name="company_id">
          <option value="">None</option>
          ${companies.map((company) => html`<option value="${company.id}"${company.id === chosen && html` selected`}>${company.name}</option>`)}
        </select>
      </div>`;
}
