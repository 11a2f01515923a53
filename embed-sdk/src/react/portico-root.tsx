import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { usePortico } from './tab-context.ts';
import { adoptStyles, adoptTheme } from './theme/style-sheets.ts';

/** On the server there is no layout, and nothing to warn about. */
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

export interface PorticoRootProps {
  children: ReactNode;
  waiting?: ReactNode;
  layout?: 'inline' | 'page';
}

/**
 * The element that every mounted component stands in: brings the styles to its document or shadow root and takes them
 * away again. Draws `waiting` until there is a client.
 */
export function PorticoRoot({ children, waiting = null, layout = 'inline' }: PorticoRootProps) {
  const { tab, words, theme, scope } = usePortico();
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const unstyled = theme.unstyled === true;

  useBeforePaint(() => (root.current ? adoptStyles(root.current, scope, unstyled) : undefined), [scope, unstyled]);
  useBeforePaint(() => {
    const selector = scope === ':host' ? ':host' : `.pt-root[data-pt-theme="${CSS.escape(id)}"]`;
    return root.current ? adoptTheme(root.current, selector, theme) : undefined;
  }, [scope, id, theme]);
  useEffect(() => tab?.store.session.load(), [tab]);
  useEffect(() => {
    if (!tab || Object.keys(theme).length === 0 || unstyled) return;
    let over = false;
    import('./theme/check-contrast.ts').then(
      ({ unreadablePairs }) => {
        if (over || !root.current) return;
        for (const message of unreadablePairs(root.current))
          tab.client.emit({ type: 'warning', code: 'theme_contrast', message });
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [tab, theme, unstyled]);

  return (
    <div
      className={layout === 'page' ? 'pt-root pt-root--page' : 'pt-root'}
      part="root"
      data-pt-theme={id}
      lang={words.locale}
      dir={words.direction}
      ref={root}
    >
      {tab ? children : waiting}
    </div>
  );
}
