'use client';

import { useEffect } from 'react';
import type { Composer } from './use-composer.ts';

const typing = 'input, textarea, select, [contenteditable="true"]';

/** ⌘S saves at once, ⌘Enter goes to publishing, ⌘Z takes back the last change (inside a field the field's own). */
export function useComposerKeys(composer: Composer, onPublish: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey) return;
      const isTyping = event.target instanceof Element && event.target.closest(typing) !== null;
      const key = event.key.toLowerCase();
      const act = {
        s: () => void composer.saveNow(),
        enter: onPublish,
        z: isTyping ? undefined : event.shiftKey ? composer.redo : composer.undo,
      }[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [composer, onPublish]);
}
