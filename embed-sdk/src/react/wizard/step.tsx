import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** One step: its heading takes the focus, so that the change of step is seen and heard. */
export function Step({ heading, children }: { heading: string; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (heading) title.current?.focus();
  }, [heading]);
  return (
    <div className="pt-step pt-enter" part="step">
      <h3 className="pt-title" tabIndex={-1} ref={title}>
        {heading}
      </h3>
      {children}
    </div>
  );
}
