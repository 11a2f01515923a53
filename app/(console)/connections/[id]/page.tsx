import type { Metadata } from 'next';
import { ConnectionDetail } from './connection-detail.tsx';

export const metadata: Metadata = { title: 'Connection' };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  return <ConnectionDetail id={(await params).id} />;
}
