// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useWindow } from './use-window.ts';

const rowPx = 50;

function List({ count, active }: { count: number; active: number }) {
  const box = useRef<HTMLDivElement>(null);
  const { isLong, from, to, onScroll } = useWindow(box, count, rowPx, active);
  return <div id="box" ref={box} onScroll={onScroll} data-rows={`${from}–${to}`} data-long={isLong} />;
}

let root: ReturnType<typeof createRoot>;
const box = () => document.querySelector<HTMLDivElement>('#box');
const draw = (count: number, active = -1) => act(() => root.render(<List count={count} active={active} />));
const rows = () => box()?.dataset.rows;

beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  document.body.innerHTML = '<main></main>';
  root = createRoot(document.querySelector('main') ?? document.body);
});
afterEach(() => act(() => root.unmount()));

async function scrollTo(row: number): Promise<void> {
  await act(() => {
    const list = box();
    if (list) list.scrollTop = row * rowPx;
    list?.dispatchEvent(new Event('scroll', { bubbles: true }));
  });
}

test('a short list is drawn as a whole, a long one as a window that follows the scroll', async () => {
  await draw(100);
  expect([rows(), box()?.dataset.long]).toEqual(['0–100', 'false']);
  await draw(50_000);
  expect([rows(), box()?.dataset.long]).toEqual(['0–80', 'true']);
  await scrollTo(1000);
  expect(rows()).toBe('980–1060');
  await scrollTo(49_999);
  expect(rows()).toBe('49920–50000');
});

test('what the arrow keys come to is brought into sight', async () => {
  await draw(50_000);
  await draw(50_000, 49_999);
  expect(box()?.scrollTop).toBe(49_999 * rowPx);
});

test('a search that finds less does not leave the window beyond its end', async () => {
  await draw(50_000);
  await scrollTo(40_000);
  await draw(300);
  expect(rows()).toBe('220–300');
  await draw(3);
  expect(rows()).toBe('0–3');
});
