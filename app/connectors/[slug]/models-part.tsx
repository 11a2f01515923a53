import { Badge } from '#app/ui/badge.tsx';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { CodeSample } from '../code-sample.tsx';
import { PagePart } from './page-part.tsx';
import { NameInCode, PartRow, PartRows, Piece } from './part-row.tsx';

interface ModelsPartProps {
  app: string;
  models: ConnectorPage['models'];
}

export function ModelsPart({ app, models }: ModelsPartProps) {
  return (
    <PagePart
      id="models"
      title="Models"
      note={`Shapes that ${app} shares with other apps: whoever reads them takes one app for another without a change.`}
    >
      <PartRows>
        {models.map(({ name, label, object, writes, missing, how, sample }) => (
          <PartRow
            key={name}
            id={`model-${name}`}
            title={label}
            aside={
              <>
                <NameInCode name={name} />
                <span className="text-muted">of its {object}</span>
                {writes && <Badge>can be written</Badge>}
              </>
            }
          >
            <Piece title="Where each field comes from">
              <ScrollRegion label={`How ${label} are made`}>
                <dl className="grid min-w-96 grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
                  {how.map(({ field, sentence }) => (
                    <div key={field} className="contents">
                      <dt className="font-mono text-12">{field}</dt>
                      <dd className="text-muted wrap-anywhere">{sentence}</dd>
                    </div>
                  ))}
                </dl>
              </ScrollRegion>
            </Piece>
            {missing.length > 0 && (
              <p className="max-w-[72ch] text-muted">
                {app} has nothing for {missing.join(', ')}.
              </p>
            )}
            <Piece title="A record as it arrives">
              <CodeSample code={sample} what={`Record of ${label}`} />
            </Piece>
          </PartRow>
        ))}
      </PartRows>
    </PagePart>
  );
}
