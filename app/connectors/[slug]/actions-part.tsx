import { Badge } from '#app/ui/badge.tsx';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { CodeSample } from '../code-sample.tsx';
import { FieldsTable } from './fields-table.tsx';
import { PagePart } from './page-part.tsx';
import { NameInCode, PartRow, PartRows, Piece } from './part-row.tsx';

type Action = ConnectorPage['actions'][number];

const effects = { reads: 'reads', writes: 'writes', destroys: 'can’t be undone' };

export function ActionsPart({ actions }: { actions: Action[] }) {
  return (
    <PagePart id="actions" title="Actions" note="What can be done in the app, by API or in a flow.">
      <PartRows>
        {actions.map((action) => (
          <PartRow
            key={action.name}
            id={`action-${action.name}`}
            title={action.title}
            text={action.description}
            aside={
              <>
                <NameInCode name={action.name} />
                <Badge>{effects[action.effect]}</Badge>
              </>
            }
          >
            <ActionDetail action={action} />
          </PartRow>
        ))}
      </PartRows>
    </PagePart>
  );
}

function ActionDetail({ action: { title, repeat, scopes, input, output, code } }: { action: Action }) {
  return (
    <>
      <p className="text-muted">
        {repeat}
        {scopes.length > 0 && ` Needs ${scopes.join(', ')}.`}
      </p>
      <Piece title="Input">
        <FieldsTable required="needed" table={input} label={`Input of ${title}`} empty="Nothing is asked for." />
      </Piece>
      <Piece title="Output">
        <FieldsTable required="always there" table={output} label={`Output of ${title}`} empty="As the app answers." />
      </Piece>
      <Piece title="Call it">
        <CodeSample code={code.shell} what={`Call of ${title}`} />
      </Piece>
    </>
  );
}
