import { CodeColours } from './code-colours.tsx';
import { CopyButton } from './copy-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** JSON as it is stored, readable and copyable. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative min-w-0 rounded-control border border-line bg-canvas">
      <ScrollRegion label={label} className="max-h-[32rem] rounded-control">
        <pre className="px-3 py-2 pr-10 font-mono text-12">
          <CodeColours json={text} />
        </pre>
      </ScrollRegion>
      <CopyButton value={text} what={label} className="absolute top-1.5 right-1.5 bg-canvas" />
    </div>
  );
}
