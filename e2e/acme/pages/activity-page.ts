import type { ActivityEntry } from '../activity/activity-log.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import { type Frame, framedPage } from './layout.ts';
import { moment } from './moment.ts';
import { notice } from './notice.ts';

export function activityPage(frame: Frame, entries: readonly ActivityEntry[], failure: string | null): Html {
  return framedPage(
    'Activity',
    frame,
    html`<div class="head"><div><h1>Activity</h1><p class="lede">What Portico told Acme about ${frame.user.customer.name}: every message signed, every signature verified.</p></div></div>
    <div data-live="list">
      ${notice(failure)}
      ${entries.length === 0 ? empty() : html`<ol class="sheet log">${entries.map(line)}</ol>`}
    </div>`,
  );
}

function empty(): Html {
  return html`<section class="sheet empty small">
    <h2>Nothing has happened yet</h2>
    <p>When a connected app brings or changes people, it is said here at once.</p>
    <a class="button button-quiet" href="/integrations">Open integrations</a>
  </section>`;
}

const signs = {
  applied: icons.done,
  noted: icons.noted,
  waiting: icons.waiting,
  failed: icons.trouble,
  attention: icons.trouble,
};

function line({ id, type, sentence, receivedAt, deliveries, state, outcome }: ActivityEntry): Html {
  return html`<li>
    <span class="sign sign-${state}">${signs[state]}</span>
    <div class="said">
      <p class="name">${sentence}</p>
      <p class="under">${outcome}${deliveries > 1 && html`<span class="dot">Delivered ${deliveries} times, applied once</span>`}</p>
    </div>
    <div class="meta"><code>${type}</code><span class="under"><code title="webhook-id">${id}</code></span></div>
    <div class="end quiet">${moment(receivedAt)}</div>
  </li>`;
}
