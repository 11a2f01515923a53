'use client';

import { useSyncExternalStore } from 'react';

const stored = 'portico.shortcuts';
const changed = 'portico-shortcuts-changed';

const read = () => localStorage.getItem(stored) !== 'off';

function subscribe(listener: () => void): () => void {
  addEventListener(changed, listener);
  return () => removeEventListener(changed, listener);
}

/** Single keys must be possible to switch off: they get in the way of speech input (WCAG 2.1.4). */
export const useShortcutsOn = (): boolean => useSyncExternalStore(subscribe, read, () => true);

export function setShortcuts(on: boolean): void {
  localStorage.setItem(stored, on ? 'on' : 'off');
  dispatchEvent(new Event(changed));
}
