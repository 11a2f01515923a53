import type { Metadata } from 'next';
import { SyncsList } from './syncs-list.tsx';

export const metadata: Metadata = { title: 'Syncs' };

export default function SyncsPage() {
  return <SyncsList />;
}
