import type { Metadata } from 'next';
import { ConnectorPage } from '../connector-page.tsx';

export const metadata: Metadata = { title: 'Connector' };

export default async function OneConnectorPage({ params }: { params: Promise<{ slug: string }> }) {
  return <ConnectorPage slug={(await params).slug} />;
}
