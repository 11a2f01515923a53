import type { Metadata } from 'next';
import { MappingPage } from './mapping-page.tsx';

export const metadata: Metadata = { title: 'Mapping' };

export default async function SyncMappingPage({ params }: { params: Promise<{ id: string }> }) {
  return <MappingPage id={(await params).id} />;
}
