import { Button } from '#app/ui/button.tsx';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import type { ShownEvent } from './shown-event.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** What the tab told the page, the latest first. */
export function EventLog({ events, onClear }: { events: readonly ShownEvent[]; onClear: () => void }) {
  if (events.length === 0)
    return (
      <p className="text-muted">Nothing yet. Click in the tab: each event that your page would hear is listed here.</p>
    );
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <p className="text-muted">
          Your page hears them as <code className="font-mono text-12">portico:…</code> at the element, or by{' '}
          <code className="font-mono text-12">onEvent</code> in React.
        </p>
        <Button size="small" onClick={onClear}>
          Clear the log
        </Button>
      </div>
      <ScrollRegion label="Events" className="max-h-80 rounded-control border border-line">
        <ol>
          {events.map(({ key, at, name, detail }) => (
            <li
              key={key}
              className="flex gap-3 border-b border-line px-3 py-1.5 text-12 last:border-0 max-sm:flex-col max-sm:gap-0"
            >
              <time dateTime={at.toISOString()} className="shrink-0 text-faint">
                {clock.format(at)}
              </time>
              <span className="shrink-0 font-mono font-medium">{name}</span>
              <code className="min-w-0 font-mono wrap-anywhere text-muted">{detail}</code>
            </li>
          ))}
        </ol>
      </ScrollRegion>
    </>
  );
}
