import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { usePortico } from './tab-context.ts';
import { adoptStyles, adoptTheme } from './theme/style-sheets.ts';

/** On the server there is no layout, and nothing to warn about. */
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * The element that every mounted component stands in: brings the styles to its document or shadow root and takes them
 * away again. Draws `waiting` until there is a client.
 */
export function PorticoRoot({ children, waiting = null }: { children: ReactNode; waiting?: ReactNode }) {
  const { tab, words, theme, scope } = usePortico();
  const root = useRef<HTMLDivElement>(null);
  const id = useId();

  useBeforePaint(() => (root.current ? adoptStyles(root.current, scope) : undefined), [scope]);
  useBeforePaint(() => {
    const selector = scope === ':host' ? ':host' : `.pt-root[data-pt-theme="${CSS.escape(id)}"]`;
    return root.current ? adoptTheme(root.current, selector, theme) : undefined;
  }, [scope, id, theme]);
  useEffect(() => tab?.store.session.load(), [tab]);

  return (
    <div className="pt-root" part="root" data-pt-theme={id} lang={words.locale} ref={root}>
      {tab ? children : waiting}
    </div>
  );
}
