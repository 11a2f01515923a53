'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import type { Abilities, ConnectorView } from './definition.ts';
import { MakeIntegration } from './make-integration.tsx';

const crumbs = [
  { name: 'Integrations', href: '/integrations' },
  { name: 'Connectors', href: '/integrations/connectors' },
];

const kindWords: Record<string, string> = {
  oauth2: 'a sign-in at the app',
  oauth1: 'a sign-in or tokens (OAuth 1.0a)',
  key: 'a key, or user and password',
  token: 'credentials that are traded for a token',
  signature: 'a key that signs each request',
  mcp: 'a sign-in that registers by itself',
  certificate: 'a client certificate',
  ssh: 'an SSH key or password',
  database: 'a user of the database',
  none: 'nothing',
};

/** "Production (a sign-in at the app)", or the words alone where there is one way only. */
function wayWords({ accountType, label, kind }: Abilities['ways'][number]): string {
  const words = kindWords[kind] ?? kind;
  return accountType === null ? words.replace(/^./, (letter) => letter.toUpperCase()) : `${label} (${words})`;
}

/** A connector of this house: what it can do, and the way to an integration. */
export function ConnectorAbout({ view }: { view: ConnectorView }) {
  const [making, setMaking] = useState(false);
  const { name, slug, description, category, docs, kind, abilities } = view;
  return (
    <DetailPage
      header={
        <PageHeader
          title={
            <span className="flex items-center gap-2.5">
              <AppIcon connector={slug} size={24} />
              {name}
            </span>
          }
          crumbs={[...crumbs, { name }]}
          actions={
            <Button look="primary" onClick={() => setMaking(true)}>
              Make an integration
            </Button>
          }
        >
          {description}
        </PageHeader>
      }
    >
      <Facts
        facts={[
          { name: 'Category', value: category },
          { name: 'Connector', value: <CopyId id={slug} what="connector" /> },
          {
            name: 'What works',
            value:
              kind === 'catalogue'
                ? 'Customers connect it, and your product calls it through the proxy. It has no objects or actions of its own.'
                : 'Connecting, the proxy, and what is listed here.',
          },
          ...(view.takesRecords
            ? [
                {
                  name: 'Takes records',
                  value: (
                    <>
                      Yes: every record and every change can be carried into one of your own.{' '}
                      <Link href={`/records/destinations/new?connector=${slug}`} className="text-accent-ink underline">
                        Make a destination
                      </Link>
                    </>
                  ),
                },
              ]
            : []),
          { name: 'Ways in', value: abilities?.ways.map(wayWords).join(', ') || 'Nothing is asked for' },
          {
            name: 'Guide',
            value: (
              <a href={`/connectors/${slug}`} target="_blank" rel="noreferrer" className="text-accent-ink underline">
                How it is set up, its scopes and limits
              </a>
            ),
          },
          ...(docs
            ? [
                {
                  name: 'Documentation',
                  value: (
                    <a href={docs} target="_blank" rel="noreferrer" className="text-accent-ink underline">
                      {docs}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
      {abilities && <AbilityLists abilities={abilities} />}
      <MakeIntegration view={view} open={making} onOpenChange={setMaking} />
    </DetailPage>
  );
}

function AbilityLists({ abilities: { objects, actions, triggers } }: { abilities: Abilities }) {
  return (
    <>
      {objects.length > 0 && (
        <Section title="Objects" note="What can be copied and kept up to date">
          <Lines
            lines={objects.map(({ name, label, incremental }) => ({
              name,
              words: label,
              fact: incremental ? 'only what changed' : 'all each time',
            }))}
          />
        </Section>
      )}
      {actions.length > 0 && (
        <Section title="Actions" note="What can be done in the app">
          <Lines lines={actions.map(({ name, title, effect }) => ({ name, words: title, fact: effect }))} />
        </Section>
      )}
      {triggers.length > 0 && (
        <Section title="Triggers" note="What the app tells">
          <Lines lines={triggers.map(({ name, title }) => ({ name, words: title }))} />
        </Section>
      )}
    </>
  );
}

const Lines = ({ lines }: { lines: { name: string; words: string; fact?: string }[] }) => (
  <ul>
    {lines.map(({ name, words, fact }) => (
      <li
        key={name}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-0"
      >
        <span>{words}</span>
        <span className="font-mono text-12 text-faint">{name}</span>
        {fact && (
          <span className="ml-auto">
            <Badge>{fact}</Badge>
          </span>
        )}
      </li>
    ))}
  </ul>
);
