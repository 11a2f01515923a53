import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { CodeSample } from '../code-sample.tsx';
import { AskedFields } from './asked-fields.tsx';
import { PagePart } from './page-part.tsx';
import { Piece } from './part-row.tsx';

interface DestinationPartProps {
  name: string;
  destination: NonNullable<ConnectorPage['destination']>;
}

/** That records go into it too, not only out of it. */
export function DestinationPart({ name, destination: { settings, code } }: DestinationPartProps) {
  return (
    <PagePart
      id="destination"
      title="Takes records"
      note={`A ${name} of your own can be a destination: it gets every record of your customers, then every change within seconds, deletions included. Nothing is lost while it can’t be reached.`}
    >
      {settings.length > 0 && (
        <Piece title="What is chosen for it">
          <AskedFields fields={settings} />
        </Piece>
      )}
      <Piece title="Making one">
        <CodeSample code={code.shell} what={`Making a destination of ${name}, in a shell`} />
        <CodeSample code={code.script} what={`Making a destination of ${name}, in JavaScript`} />
      </Piece>
    </PagePart>
  );
}
