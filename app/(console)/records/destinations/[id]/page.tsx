import type { Metadata } from 'next';
import { DestinationDetail } from './destination-detail.tsx';

export const metadata: Metadata = { title: 'Destination' };

export default async function DestinationPage({ params }: { params: Promise<{ id: string }> }) {
  return <DestinationDetail id={(await params).id} />;
}
