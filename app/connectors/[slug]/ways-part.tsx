import { type Fact, Facts } from '#app/ui/facts.tsx';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { AskedFields } from './asked-fields.tsx';
import { PagePart } from './page-part.tsx';

type Way = ConnectorPage['ways'][number];

export function WaysPart({ page: { name, ways, settings, checks } }: { page: ConnectorPage }) {
  return (
    <PagePart
      id="connect"
      title="How your customers connect"
      note={ways.length > 1 ? 'They choose one of these ways.' : undefined}
    >
      <div className="flex flex-col divide-y divide-line overflow-hidden rounded-panel border border-line bg-surface">
        {ways.map((way) => (
          <div key={way.title} className="flex flex-col gap-3 px-3 py-3 md:px-4">
            <div className="flex flex-col gap-0.5">
              <h3 className="font-semibold">{way.title}</h3>
              <p className="max-w-[72ch] text-muted">{way.how}</p>
            </div>
            <Facts facts={factsOf(way, name)} />
          </div>
        ))}
      </div>
      <p className="max-w-[72ch] text-muted">
        {checks
          ? 'The account is named and its access looked at, when it is connected and daily.'
          : `No call is known that every account of ${name} may make: whether the access works is seen at the first use.`}
      </p>
      {settings.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <h3 className="font-semibold">Asked after connecting</h3>
          <AskedFields fields={settings} />
        </div>
      )}
    </PagePart>
  );
}

function factsOf(way: Way, name: string): Fact[] {
  const { accounts, needsApp, before, fields, help, lasts } = way;
  return [
    ...(accounts.length > 0 ? [{ name: 'Kinds of account', value: <Accounts accounts={accounts} /> }] : []),
    ...(before.length > 0 ? [{ name: 'Asked first', value: <AskedFields fields={before} /> }] : []),
    ...(fields.length > 0 ? [{ name: 'Typed in', value: <AskedFields fields={fields} /> }] : []),
    ...(help === undefined ? [] : [{ name: 'Where it is found', value: <p className="max-w-[72ch]">{help}</p> }]),
    { name: 'You need', value: needsApp ? `an OAuth app of your own at ${name}` : 'nothing of your own' },
    { name: 'How long it lasts', value: lasts },
  ];
}

function Accounts({ accounts }: { accounts: Way['accounts'] }) {
  return (
    <ul className="flex flex-col gap-1">
      {accounts.map(({ label, detail }) => (
        <li key={label}>
          {label}
          {detail && <span className="text-muted">: {detail}</span>}
        </li>
      ))}
    </ul>
  );
}
