// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PorticoEvent } from '../core/events.ts';
import { PorticoError } from '../core/portico-error.ts';
import { type FromFrame, packed, sendable, type ToFrame } from './messages.ts';
import { type FrameMount, type FrameOptions, mountFrame } from './mount-frame.ts';

const PORTICO = 'https://portico.example';
let mounted: FrameMount | undefined;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  mounted?.dispose();
  vi.useRealTimers();
});

function mount(options: Partial<FrameOptions> = {}) {
  const sent: [ToFrame, string][] = [];
  // Not in the document: nothing is loaded.
  const container = document.createElement('div');
  const frame = mountFrame(container, { baseUrl: PORTICO, getToken: () => 'token', ...options });
  mounted = frame;
  const window: object = { postMessage: (message: ToFrame, origin: string) => sent.push([message, origin]) };
  Object.defineProperty(frame.element, 'contentWindow', { value: window });
  const say = async (message: FromFrame, { origin = PORTICO, source = window } = {}) => {
    const event = new MessageEvent('message', { data: packed(message), origin });
    Object.defineProperty(event, 'source', { value: source });
    globalThis.window.dispatchEvent(event);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { frame, sent, say, container };
}

test('the frame is asked for by this very origin, and hears how to look once it is there', async () => {
  const { frame, sent, say } = mount({ locale: 'de', route: '/your-crm' });
  expect(frame.element.src).toBe(`${PORTICO}/portal/frame?origin=${encodeURIComponent(location.origin)}`);
  expect(frame.element.title).toBe('Integrations');
  await say({ kind: 'hello' });
  await frame.ready;
  const settings = expect.objectContaining({ locale: 'de', route: '/your-crm' });
  expect(sent).toEqual([[{ portico: 1, kind: 'settings', settings, checks: false, upgrades: false }, PORTICO]]);
  frame.update({ locale: 'fr' });
  expect(sent.at(-1)?.[0]).toMatchObject({ settings: { locale: 'fr', route: '/your-crm' } });
});

test('nobody else is heard: not another origin, not another window', async () => {
  const getToken = vi.fn(() => 'token');
  const { sent, say } = mount({ getToken });
  await say({ kind: 'ask', id: 1, about: 'token' }, { origin: 'https://evil.example' });
  await say({ kind: 'ask', id: 1, about: 'token' }, { source: { postMessage: () => undefined } });
  expect(getToken).not.toHaveBeenCalled();
  expect(sent).toEqual([]);
  await say({ kind: 'ask', id: 1, about: 'token' });
  expect(sent).toEqual([[{ portico: 1, kind: 'answer', id: 1, token: 'token' }, PORTICO]]);
});

test('what the host cannot answer is said, so that nobody waits', async () => {
  const { sent, say } = mount({
    getToken: () => Promise.reject(new Error('signed out')),
    onStepValidate: async ({ values }) => (values.host ? { message: 'Not this one.', field: 'host' } : undefined),
  });
  await say({ kind: 'ask', id: 1, about: 'token' });
  await say({ kind: 'ask', id: 2, about: 'step', step: { integration: 'x', stage: 'before', values: { host: 'a' } } });
  await say({ kind: 'ask', id: 3, about: 'step', step: { integration: 'x', stage: 'before', values: {} } });
  expect(sent.map(([message]) => message)).toEqual([
    { portico: 1, kind: 'answer', id: 1, failed: 'signed out' },
    { portico: 1, kind: 'answer', id: 2, refusal: { message: 'Not this one.', field: 'host' } },
    { portico: 1, kind: 'answer', id: 3, refusal: undefined },
  ]);
});

test('height, events with their errors, and places arrive', async () => {
  const heard: PorticoEvent[] = [];
  const places: unknown[] = [];
  const { frame, say } = mount({
    onEvent: (event) => heard.push(event),
    onRouteChange: (path, how) => places.push([path, how]),
  });
  await say({ kind: 'height', height: 640.2 });
  expect(frame.element.style.height).toBe('641px');
  const error = new PorticoError({ code: 'offline', message: 'No network.', remedy: 'Wait.', requestId: 'req_1' });
  await say({ kind: 'event', event: structuredClone(sendable({ type: 'error', error })) });
  expect(heard).toEqual([{ type: 'error', error: expect.any(PorticoError) }]);
  expect(heard[0]).toMatchObject({ error: { code: 'offline', remedy: 'Wait.', requestId: 'req_1', field: null } });
  await say({ kind: 'route', path: '/your-crm', replace: false });
  expect(places).toEqual([['/your-crm', { replace: false }]]);
});

test('a frame that does not come is an error with a remedy', async () => {
  const { frame } = mount();
  await vi.advanceTimersByTimeAsync(15_000);
  await expect(frame.ready).rejects.toMatchObject({
    code: 'frame_unavailable',
    remedy: expect.stringContaining('allowed origins'),
  });
});

test('disposed, it leaves no node, no listener and no timer', async () => {
  const { frame, say, container } = mount();
  const heard = vi.fn();
  frame.on('*', heard);
  frame.dispose();
  expect(container.childNodes).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
  await say({ kind: 'event', event: { type: 'catalogue.viewed', entries: 1 } });
  expect(heard).not.toHaveBeenCalled();
});
