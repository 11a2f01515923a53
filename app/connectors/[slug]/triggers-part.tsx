import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { CodeSample } from '../code-sample.tsx';
import { PagePart } from './page-part.tsx';
import { NameInCode, PartRow, PartRows, Piece } from './part-row.tsx';

const via = { hook: 'The app tells of it at once.', poll: 'Portico looks for it regularly.' };

export function TriggersPart({ triggers }: { triggers: ConnectorPage['triggers'] }) {
  return (
    <PagePart id="triggers" title="Triggers" note="What can begin a flow.">
      <PartRows>
        {triggers.map((trigger) => (
          <PartRow
            key={trigger.name}
            id={`trigger-${trigger.name}`}
            title={trigger.title}
            aside={<NameInCode name={trigger.name} />}
            text={[trigger.description, via[trigger.via]].filter(Boolean).join(' ')}
          >
            {trigger.scopes.length > 0 && <p className="text-muted">Needs {trigger.scopes.join(', ')}.</p>}
            <Piece title="What a flow gets">
              <CodeSample code={trigger.sample} what={`Sample of ${trigger.title}`} />
            </Piece>
          </PartRow>
        ))}
      </PartRows>
    </PagePart>
  );
}
