import { Badge } from '#app/ui/badge.tsx';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { FieldsTable } from './fields-table.tsx';
import { PagePart } from './page-part.tsx';
import { NameInCode, PartRow, PartRows, Piece } from './part-row.tsx';

export function ObjectsPart({ objects }: { objects: ConnectorPage['objects'] }) {
  return (
    <PagePart id="objects" title="Objects" note="What can be synced, record by record.">
      <PartRows>
        {objects.map(({ name, label, fields, custom, marks, facts }) => (
          <PartRow
            key={name}
            id={`object-${name}`}
            title={label}
            aside={
              <>
                <NameInCode name={name} />
                {marks.map((mark) => (
                  <Badge key={mark}>{mark}</Badge>
                ))}
              </>
            }
          >
            <p className="max-w-[72ch] text-muted">{facts.join(' ')}</p>
            <Piece title="Fields">
              {custom && (
                <p className="text-muted">
                  Also the fields that the account has made for itself; they are read from the app.
                </p>
              )}
              <FieldsTable
                table={fields}
                required="always there"
                label={`Fields of ${label}`}
                empty={custom ? 'Which there are is read from the account.' : 'As the app sends them.'}
              />
            </Piece>
          </PartRow>
        ))}
      </PartRows>
    </PagePart>
  );
}
