import type { Metadata } from 'next';
import { EndpointDetail } from './endpoint-detail.tsx';

export const metadata: Metadata = { title: 'Endpoint' };

export default async function EndpointPage({ params }: { params: Promise<{ id: string }> }) {
  return <EndpointDetail id={(await params).id} />;
}
