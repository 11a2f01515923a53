import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findConnectorPage } from '#server/catalog-pages/get-connector-page.ts';
import { MarkdownBlocks } from '../markdown-blocks.tsx';
import { ActionsPart } from './actions-part.tsx';
import { CodePart } from './code-part.tsx';
import { ConnectorHeader } from './connector-header.tsx';
import { DestinationPart } from './destination-part.tsx';
import { hasLimits, LimitsPart } from './limits-part.tsx';
import { ModelsPart } from './models-part.tsx';
import { ObjectsPart } from './objects-part.tsx';
import { PagePart } from './page-part.tsx';
import { ScopesPart } from './scopes-part.tsx';
import { TriggersPart } from './triggers-part.tsx';
import { WaysPart } from './ways-part.tsx';
import { WhatWorks } from './what-works.tsx';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const page = await findConnectorPage(slug);
  if (page === undefined) return { title: 'Not here' };
  const description = `${page.description} How customers connect ${page.name} with Portico: what it can do, permissions in plain words, limits and set-up.`;
  return {
    title: `${page.name} connector`,
    description,
    alternates: { canonical: `/connectors/${slug}` },
    robots: { index: true, follow: true },
    openGraph: { title: `${page.name} connector`, description, type: 'website' },
  };
}

export default async function ConnectorRoute({ params }: Props) {
  const page = await findConnectorPage((await params).slug);
  if (page === undefined) notFound();
  const { objects, models, actions, triggers, scopes } = page;
  const isDeep = objects.length + actions.length + triggers.length > 0;
  return (
    <article className="flex flex-col gap-10">
      <ConnectorHeader page={page} />
      {!isDeep && <WhatWorks page={page} />}
      {objects.length > 0 && <ObjectsPart objects={objects} />}
      {models.length > 0 && <ModelsPart app={page.name} models={models} />}
      {actions.length > 0 && <ActionsPart actions={actions} />}
      {triggers.length > 0 && <TriggersPart triggers={triggers} />}
      {page.destination && <DestinationPart name={page.name} destination={page.destination} />}
      <WaysPart page={page} />
      {scopes.length > 0 && <ScopesPart page={page} />}
      {hasLimits(page) && <LimitsPart page={page} />}
      <CodePart page={page} />
      <PagePart id="set-up" title="Set-up">
        <MarkdownBlocks blocks={page.guide} />
      </PagePart>
    </article>
  );
}
