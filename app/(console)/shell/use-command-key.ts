'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** What the key of the palette is called on this machine. */
export const useCommandKey = (): string =>
  useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => '⌘',
  );
