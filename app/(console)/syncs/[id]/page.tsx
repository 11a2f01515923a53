import type { Metadata } from 'next';
import { SyncDetail } from './sync-detail.tsx';

export const metadata: Metadata = { title: 'Sync' };

export default async function SyncPage({ params }: { params: Promise<{ id: string }> }) {
  return <SyncDetail id={(await params).id} />;
}
