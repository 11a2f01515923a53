import { CopyButton } from './copy-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** Code to copy: a call, an element, a secret. */
export function CodeBlock({ code, what, wrap = false }: { code: string; what: string; wrap?: boolean }) {
  return (
    <div className="relative w-full min-w-0 rounded-control border border-line bg-canvas">
      <ScrollRegion label={what} className="mr-9 rounded-control">
        <pre className={`px-3 py-2 font-mono text-12 text-ink ${wrap ? 'wrap-anywhere whitespace-pre-wrap' : ''}`}>
          {code}
        </pre>
      </ScrollRegion>
      <CopyButton value={code} what={what} className="absolute top-1.5 right-1.5" />
    </div>
  );
}
