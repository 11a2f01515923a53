import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { PagePart } from './page-part.tsx';

const asked = {
  always: 'Always',
  ifGiven: 'Asked for; not missed where it is refused',
  whenUsed: 'Only if your integration uses it',
};
const cell = 'border-b border-line px-3 py-2 text-left align-top md:px-4';
const mostNamed = 4;

export function ScopesPart({ page: { name, scopes } }: { page: ConnectorPage }) {
  return (
    <PagePart
      id="scopes"
      title="Permissions"
      note={`What your customer is asked to allow at ${name}. You choose more or fewer in your OAuth app.`}
    >
      <div className="overflow-hidden rounded-panel border border-line bg-surface">
        <ScrollRegion label="Permissions">
          <table className="w-full border-collapse">
            <thead>
              <tr className="text-12 text-faint">
                {['What it allows', 'Scope', 'When'].map((head) => (
                  <th key={head} scope="col" className={`${cell} font-medium`}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {scopes.map((line) => (
                <tr key={line.scope}>
                  <td className={`${cell} min-w-40`}>{line.words || usedWords(line.usedBy)}</td>
                  <td className={`${cell} font-mono text-12 text-muted`}>{line.scope}</td>
                  <td className={`${cell} min-w-40 text-muted`}>
                    {asked[line.asked]}
                    {line.words && line.usedBy.length > 0 && (
                      <span className="block text-12 text-faint">Used by: {namedOf(line.usedBy)}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </div>
    </PagePart>
  );
}

const usedWords = (usedBy: string[]): string => (usedBy.length === 0 ? 'As the app explains it' : namedOf(usedBy));

function namedOf(labels: string[]): string {
  const names = [...new Set(labels)];
  const more = names.length - mostNamed;
  return names.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
