import type { Metadata } from 'next';
import { ConnectorsList } from './connectors-list.tsx';

export const metadata: Metadata = { title: 'Connectors' };

export default function ConnectorsPage() {
  return <ConnectorsList />;
}
