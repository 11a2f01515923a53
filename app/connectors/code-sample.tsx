import { CopyButton } from '#app/ui/copy-button.tsx';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';

/** Code to read and, where scripts run, to copy. */
export function CodeSample({ code, what }: { code: string; what: string }) {
  return (
    <div className="relative w-full min-w-0 rounded-control border border-line bg-canvas">
      <ScrollRegion label={what} className="mr-9 rounded-control noscript:mr-0">
        <pre className="px-3 py-2 font-mono text-12 text-ink">{code}</pre>
      </ScrollRegion>
      <CopyButton value={code} what={what} className="absolute top-1.5 right-1.5 noscript:hidden" />
    </div>
  );
}
