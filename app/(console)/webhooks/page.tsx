import type { Metadata } from 'next';
import { EndpointsList } from './endpoints-list.tsx';

export const metadata: Metadata = { title: 'Webhooks' };

export default function WebhooksPage() {
  return <EndpointsList />;
}
