// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { InstallationView } from '../../core/contract.ts';
import { Refusal, scriptedServer, sessionAnswer } from '../../core/scripted-server.ts';
import { Integrations, PorticoProvider } from '../index.ts';

const entry = {
  ...{ slug: 'locker', name: 'Locker', description: 'Parcels.', category: 'Other', iconUrl: '' },
  state: 'connected',
} as const;
const at = '2026-03-03T12:00:00Z';
const schedule = { kind: 'every', seconds: 3600 } as const;

/** A server at which records fail until they are corrected, put aside, or read well. */
function lockerServer(role: 'admin' | 'viewer') {
  let open = ['p3', 'p5'];
  let aside: string[] = [];
  let asked = 0;
  const view = (): InstallationView => ({
    id: 'ins_1',
    connection: {
      ...{ id: 'con_1', account: 'Locker 1', status: 'active', attention: null, connectedBy: 'Gwen' },
      connectedAt: at,
    },
    syncs: [
      {
        ...{ id: 'syn_1', label: 'parcels', status: 'in_sync', records: 10, progress: null, lastSuccessAt: at },
        ...{ nextRunAt: null, failure: null },
      },
    ],
    activity: [],
    answers: {},
    offers: [{ key: 'p', sync: 'syn_1', label: 'parcels', offer: 'on', on: true, schedule, bounds: { fastest: 900 } }],
    ...(open.length > 0 && { failing: { records: open.length, causes: 1 } }),
  });
  const cause = (ids: string[], ignored: object | null) => ({
    ...{
      cause: 'c',
      sync: 'syn_1',
      label: 'parcels',
      class: 'mapping',
      field: 'weight',
      count: ids.length,
      waiting: 0,
    },
    ...{ sentence: 'The weight is no number.', hint: '', firstSeenAt: at, lastSeenAt: at },
    ...{ remedies: ['correct', 'retry', 'ignore'], ignored },
  });
  const fields = [{ path: 'weight', kind: 'number', value: 'heavy', isBad: true }];
  const record = (id: string) => ({
    ...{ id, key: id, sentence: 'The weight is no number.', field: 'weight', waiting: false, lastSeenAt: at, fields },
  });
  const base = '/installations/ins_1';
  const server = scriptedServer({
    'POST /session': () => sessionAnswer({ catalogue: [entry], endUser: { id: 'usr_1', name: 'Gwen', role } }),
    'POST /events': () => ({ noted: 0 }),
    'GET /integrations/locker': () => ({
      ...entry,
      ...{ does: [], permissions: [], auth: { kind: 'none' }, questions: [], installation: view() },
    }),
    [`GET ${base}`]: view,
    [`GET ${base}/activity`]: () => ({ entries: [], nextCursor: null }),
    [`GET ${base}/failures`]: ({ query }) => {
      const isAside = query.get('state') === 'ignored';
      const ids = isAside ? aside : open;
      return { complete: true, causes: ids.length > 0 ? [cause(ids, isAside ? { at, by: 'Gwen' } : null)] : [] };
    },
    [`GET ${base}/failures/records`]: () => ({ records: open.map(record), shown: true, nextCursor: null }),
    [`POST ${base}/failures/p3/correct`]: ({ body }) => {
      const { values } = Object(body);
      if (values.weight !== 7) return new Refusal(422, 'invalid', { field: 'weight', message: 'Still no number.' });
      open = open.filter((id) => id !== 'p3');
      return { key: 'p3' };
    },
    [`POST ${base}/failures/ignore`]: () => {
      [aside, open] = [open, []];
      return { count: aside.length };
    },
    [`POST ${base}/failures/restore`]: () => {
      [open, aside] = [aside, []];
      return { count: open.length };
    },
    [`POST ${base}/failures/retry`]: () => ({ askedAt: at, count: open.length, hindrance: null }),
    [`GET ${base}/failures/progress`]: () => {
      asked += 1;
      if (asked === 1) return { waiting: 1, stored: 0, failed: 0 };
      open = [];
      return { waiting: 0, stored: 1, failed: 0 };
    },
  });
  return server;
}

let root: Root | undefined;
afterEach(async () => {
  root?.unmount();
  document.body.replaceChildren();
  await new Promise((resolve) => setTimeout(resolve, 20));
});

function mount(role: 'admin' | 'viewer' = 'admin') {
  const server = lockerServer(role);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <PorticoProvider baseUrl="https://portico.example" getToken={() => 'token'} fetch={server.fetch} locale="en">
      <Integrations route="/locker" />
    </PorticoProvider>,
  );
  return server;
}

const needs = () => document.querySelector('[aria-label="Needs you"]')?.textContent ?? '';
const seen = (text: string | RegExp) => vi.waitFor(() => expect(document.body.textContent).toMatch(text), 5000);
async function press(name: string, within = 'body') {
  const find = () =>
    [...document.querySelectorAll(`${within} button`)].find((node) => node.textContent?.trim() === name);
  await vi.waitFor(() => expect(find(), name).toBeDefined(), 5000);
  const button = find();
  if (button instanceof HTMLElement) button.click();
}

test('a record is corrected: refused with its reason at the value, then taken', async () => {
  mount();
  await seen('parcels: 2 could not be stored');
  await press('Correct', '[aria-label="Needs you"]');
  await press('Correct p3');
  await press('Save and send');
  await seen('Still no number.');
  const input = document.querySelector('[data-pt-field="weight"]');
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no weight to type.');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '7');
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await press('Save and send');
  await seen('p3 was corrected and has arrived.');
  await seen('parcels: 1 could not be stored');
});

test('what is put aside is taken back by one press, or later', async () => {
  mount();
  await seen('parcels: 2 could not be stored');
  await press('Put aside', '[aria-label="Needs you"]');
  await seen('2 were put aside.');
  await press('Undo');
  await seen('parcels: 2 could not be stored');
  await press('Put aside', '[aria-label="Needs you"]');
  await press('Show what was put aside');
  await seen('Put aside by Gwen');
  await press('Bring back');
  await vi.waitFor(() => expect(document.querySelector('.pt-cause')).not.toBeNull(), 5000);
});

test('reading again shows how far it is, and how it ended', async () => {
  mount();
  await seen('parcels: 2 could not be stored');
  await press('Try again', '[aria-label="Needs you"]');
  await seen('0 of 1 read again');
  await seen('All of them arrived.');
  expect(needs()).not.toContain('could not be stored');
});

test('who may only look sees why, and no button that changes anything', async () => {
  mount('viewer');
  await seen('parcels: 2 could not be stored');
  await seen('every hour');
  for (const act of ['Correct', 'Put aside', 'Try again', 'Change'])
    expect([act, [...document.querySelectorAll('button')].some((node) => node.textContent === act)]).toEqual([
      act,
      false,
    ]);
});
