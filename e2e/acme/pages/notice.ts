import { type Html, html } from './html.ts';
import { icons } from './icons.ts';

/** Above a list that may be out of date, why. */
export function notice(failure: string | null): Html | null {
  if (failure === null) return null;
  return html`<p class="notice" role="status">${icons.trouble}<span>This list may be out of date. ${failure} Acme tries again within a minute.</span></p>`;
}
