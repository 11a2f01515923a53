import { Badge } from '#app/ui/badge.tsx';
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx';
import { ConnectorIcon } from '#app/ui/connector-icon.tsx';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { viewAddress } from '../catalogue-address.ts';
import { counted } from '../counted.ts';
import { hasLimits } from './limits-part.tsx';

export function ConnectorHeader({ page }: { page: ConnectorPage }) {
  const { slug, name, category, description, docs, version } = page;
  const crumbs = [
    { name: 'Connectors', href: '/connectors' },
    { name: category, href: viewAddress({ search: '', category, page: 1 }) },
  ];
  return (
    <header className="flex flex-col gap-4">
      <Breadcrumbs crumbs={crumbs} />
      <div className="flex items-start gap-4">
        <ConnectorIcon connector={slug} size={48} />
        <div className="flex min-w-0 flex-col gap-1">
          <h1 className="text-28 font-semibold tracking-tight wrap-anywhere">{name}</h1>
          <p className="max-w-[72ch] text-14 text-muted">{description}</p>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1">
            <Badge>{kindOf(page)}</Badge>
            {page.destination && <Badge>Takes records</Badge>}
            <span className="text-muted">API version {version}</span>
            <a href={docs} rel="noreferrer" className="text-accent-ink underline">
              Documentation of {name}
            </a>
          </p>
        </div>
      </div>
      <Contents page={page} />
    </header>
  );
}

function kindOf({ objects, actions, proxy }: ConnectorPage): string {
  if (actions.length > 0) return objects.length > 0 ? 'Objects and actions' : 'Actions';
  if (objects.length > 0) return 'Objects';
  return proxy ? 'Connection and proxy' : 'Connection';
}

function Contents({ page }: { page: ConnectorPage }) {
  const { objects, models, actions, triggers, scopes, destination } = page;
  const parts = [
    { id: 'objects', label: counted(objects.length, 'object'), isThere: objects.length > 0 },
    { id: 'models', label: counted(models.length, 'model'), isThere: models.length > 0 },
    { id: 'actions', label: counted(actions.length, 'action'), isThere: actions.length > 0 },
    { id: 'triggers', label: counted(triggers.length, 'trigger'), isThere: triggers.length > 0 },
    { id: 'destination', label: 'Takes records', isThere: destination !== undefined },
    { id: 'connect', label: 'How to connect', isThere: true },
    { id: 'scopes', label: counted(scopes.length, 'permission'), isThere: scopes.length > 0 },
    { id: 'limits', label: 'Limits', isThere: hasLimits(page) },
    { id: 'code', label: 'Code', isThere: true },
    { id: 'set-up', label: 'Set-up', isThere: true },
  ].filter(({ isThere }) => isThere);
  return (
    <nav aria-label="On this page">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 border-y border-line py-2">
        {parts.map(({ id, label }) => (
          <li key={id}>
            <a href={`#${id}`} className="text-muted hover:text-ink hover:underline">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
