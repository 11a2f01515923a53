import { useTab } from '../tab-context.ts';

/** A time as people say it, with the exact one on hover. */
export function Moment({ iso, now }: { iso: string; now: number }) {
  const { words } = useTab();
  return (
    <time dateTime={iso} title={words.exact(iso)}>
      {words.relative(iso, now)}
    </time>
  );
}
