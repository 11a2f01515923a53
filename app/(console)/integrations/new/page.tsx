import type { Metadata } from 'next';
import { NewIntegration } from './new-integration.tsx';

export const metadata: Metadata = { title: 'New integration' };

export default function NewIntegrationPage() {
  return <NewIntegration />;
}
