import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { PagePart } from './page-part.tsx';

/** What is not called by HTTP has none, unless some are written down. */
export const hasLimits = ({ limits, address }: ConnectorPage): boolean =>
  limits.lines.length > 0 || address !== undefined;

export function LimitsPart({ page: { limits } }: { page: ConnectorPage }) {
  return (
    <PagePart id="limits" title="Limits">
      {limits.lines.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {limits.lines.map((line) => (
            <li key={line} className="marker:text-faint">
              {line}
            </li>
          ))}
        </ul>
      )}
      <p className="max-w-[72ch] text-muted">{limits.note}</p>
    </PagePart>
  );
}
