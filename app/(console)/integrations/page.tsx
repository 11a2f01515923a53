import type { Metadata } from 'next';
import { IntegrationsList } from './integrations-list.tsx';

export const metadata: Metadata = { title: 'Integrations' };

export default function IntegrationsPage() {
  return <IntegrationsList />;
}
