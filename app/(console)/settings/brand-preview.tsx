'use client';

import { useEffect, useRef, useState } from 'react';
import { Callout } from '#app/ui/callout.tsx';

interface Shown {
  name: string;
  accent: string;
  logo?: string | undefined;
  radius?: number | undefined;
  mode?: 'light' | 'dark' | 'auto' | undefined;
}

/** The hosted page as it would look, drawn by the page itself; it also says what could not be read. */
export function BrandPreview({ brand }: { brand: Shown }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [unreadable, setUnreadable] = useState<string[]>([]);
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== location.origin) return;
      if (event.data?.ready === true) setReady(true);
      if (Array.isArray(event.data?.unreadable)) setUnreadable(event.data.unreadable.map(String));
    };
    window.addEventListener('message', hear);
    // Loaded only now: it says that it is ready, and somebody must be there to hear it.
    if (frame.current) frame.current.src = '/portal/preview';
    return () => window.removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    if (ready) frame.current?.contentWindow?.postMessage({ brand }, location.origin);
  }, [ready, brand]);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="font-medium">Preview</p>
      <iframe
        ref={frame}
        title="Preview of the hosted page"
        className="h-96 w-full rounded-control border border-line"
        tabIndex={-1}
      />
      {unreadable.length > 0 && (
        <Callout tone="attention" title="Some of it is hard to read" text={unreadable.join(' ')} />
      )}
    </div>
  );
}
