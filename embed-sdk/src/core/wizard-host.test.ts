// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Prefill, StepToCheck } from './connect-flow.ts';
import type { FormField } from './contract.ts';
import { createClient } from './create-client.ts';
import { connectAnswer, type Routes, scriptedServer, sessionAnswer } from './scripted-server.ts';

const fields: FormField[] = [
  { name: 'host', label: 'Host', kind: 'text', required: true },
  { name: 'key', label: 'Key', kind: 'password', required: true, secret: true },
];
const asking = connectAnswer({ popupUrl: null, fields });
const questions = connectAnswer({
  stage: 'after',
  popupUrl: null,
  fields: [{ name: 'list', label: 'List', kind: 'text', required: true }],
});

interface Host {
  prefill?: (integration: string) => Prefill | undefined;
  onStepValidate?: (step: StepToCheck) => Promise<{ message: string; field?: string } | undefined>;
}

async function begin(routes: Routes = {}, host: Host = {}, options: { resume?: string } = {}) {
  const drafts: unknown[] = [];
  const server = scriptedServer({
    'POST /session': () => sessionAnswer(),
    'POST /events': () => ({ noted: 0 }),
    'POST /connects': () => asking,
    'POST /connects/cnt_1/credentials': () => questions,
    'POST /connects/cnt_1/draft': ({ body }) => {
      drafts.push(body);
      return { kept: true };
    },
    'POST /connects/cnt_1/cancel': () => connectAnswer({ stage: 'cancelled' }),
    ...routes,
  });
  const client = createClient({
    baseUrl: 'https://portico.example',
    getToken: () => 'token',
    fetch: server.fetch,
    ...host,
  });
  const flow = client.connect('your-crm', options);
  await vi.advanceTimersByTimeAsync(0);
  return { ...server, client, flow, drafts };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what the host knows already', () => {
  const prefill = (integration: string) =>
    integration === 'your-crm' ? { credentials: { host: 'globex.crm.example' }, answers: { list: 'all' } } : undefined;

  test('is typed in, and what the person types wins', async () => {
    const { flow } = await begin({}, { prefill });
    expect(flow.getSnapshot().draft.credentials).toEqual({ host: 'globex.crm.example' });
    flow.edit('credentials', { host: 'mine.crm.example' });
    await flow.submitCredentials({ host: 'mine.crm.example', key: 'k' });
    expect(flow.getSnapshot().draft).toMatchObject({
      credentials: { host: 'mine.crm.example' },
      answers: { list: 'all' },
    });
  });

  test('gives way to what the server knows', async () => {
    const known = { ...questions, answers: { list: 'vip' } };
    const { flow } = await begin({ 'POST /connects/cnt_1/credentials': () => known }, { prefill });
    await flow.submitCredentials({ host: 'h', key: 'k' });
    expect(flow.getSnapshot().draft.answers).toEqual({ list: 'vip' });
  });
});

describe('the host’s word on a step', () => {
  test('is waited for; an objection is shown at its field and nothing is sent', async () => {
    const asked: StepToCheck[] = [];
    let objection: { message: string; field?: string } | undefined = { message: 'Not this host.', field: 'host' };
    const { flow, count } = await begin(
      {},
      {
        async onStepValidate(step) {
          asked.push(step);
          await new Promise((resolve) => setTimeout(resolve, 300));
          return objection;
        },
      },
    );
    const refused = flow.submitCredentials({ host: 'h', key: 'secret' }).catch((error: unknown) => error);
    expect(flow.getSnapshot().busy).toBe(true);
    await vi.advanceTimersByTimeAsync(300);
    expect(await refused).toMatchObject({ code: 'step_refused', message: 'Not this host.', field: 'host' });
    expect(flow.getSnapshot()).toMatchObject({ busy: false, stage: 'authorize', error: { code: 'step_refused' } });
    expect(count('POST /connects/cnt_1/credentials')).toBe(0);
    expect(asked).toEqual([{ integration: 'your-crm', stage: 'authorize', values: { host: 'h' } }]);

    objection = undefined;
    const sent = flow.submitCredentials({ host: 'h2', key: 'secret' });
    await vi.advanceTimersByTimeAsync(300);
    await sent;
    expect(flow.getSnapshot().stage).toBe('after');
  });

  test('that fails is an objection in words; one that comes after leaving counts no more', async () => {
    const failing = await begin({}, { onStepValidate: () => Promise.reject(new Error('down')) });
    await expect(failing.flow.submitCredentials({ host: 'h', key: 'k' })).rejects.toMatchObject({
      code: 'step_refused',
      message: expect.stringContaining('could not check'),
    });
    let agree: () => void = () => undefined;
    const slow = await begin(
      {},
      { onStepValidate: () => new Promise((resolve) => (agree = () => resolve(undefined))) },
    );
    const step = slow.flow.submitCredentials({ host: 'h', key: 'k' });
    slow.flow.cancel();
    agree();
    await step;
    expect(slow.count('POST /connects/cnt_1/credentials')).toBe(0);
    expect(slow.flow.getSnapshot().cancelled).toBe('by_user');
  });
});

describe('what is typed', () => {
  test('is kept at the server after a pause, without what is secret', async () => {
    const { flow, drafts } = await begin();
    flow.edit('credentials', { host: 'g' });
    flow.edit('credentials', { host: 'globex', key: 'hush' });
    await vi.advanceTimersByTimeAsync(600);
    expect(drafts).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(drafts).toEqual([{ before: {}, credentials: { host: 'globex' }, answers: {} }]);
  });

  test('is not kept once its step is sent', async () => {
    const { flow, drafts } = await begin();
    flow.edit('credentials', { host: 'globex' });
    await flow.submitCredentials({ host: 'globex', key: 'k' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(drafts).toEqual([]);
  });

  test('is there again after a reload, and what is typed then wins over it', async () => {
    const draft = { before: {}, credentials: { host: 'globex' }, answers: { list: 'vip' } };
    const { flow } = await begin({ 'GET /connects/cnt_1': () => ({ ...asking, draft }) }, {}, { resume: 'cnt_1' });
    expect(flow.getSnapshot()).toMatchObject({ restored: true, draft: { credentials: { host: 'globex' } } });
    flow.edit('credentials', { host: 'other' });
    await flow.submitCredentials({ host: 'other', key: 'k' });
    expect(flow.getSnapshot().draft).toMatchObject({ credentials: { host: 'other' }, answers: { list: 'vip' } });
  });
});

test('a link to a step shows it where it was asked already', async () => {
  const { flow } = await begin();
  await flow.submitCredentials({ host: 'h', key: 'k' });
  expect(flow.show('review')).toBe(false);
  expect(flow.show('authorize')).toBe(true);
  expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', reached: 'after' });
});

test('another language holds from the next answer on, and ends nothing', async () => {
  const languages: (string | null)[] = [];
  const { client, flow } = await begin({
    'GET /catalogue': ({ headers }) => {
      languages.push(headers.get('accept-language'));
      return { entries: [] };
    },
  });
  await client.catalogue();
  await client.catalogue();
  client.setLocale('de');
  await client.catalogue();
  expect(languages).toEqual([null, 'de']);
  expect(flow.getSnapshot().stage).toBe('authorize');
});
