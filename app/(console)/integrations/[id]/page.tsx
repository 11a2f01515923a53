import type { Metadata } from 'next';
import { IntegrationPage } from './integration-page.tsx';

export const metadata: Metadata = { title: 'Integration' };

export default async function OneIntegrationPage({ params }: { params: Promise<{ id: string }> }) {
  return <IntegrationPage id={(await params).id} />;
}
