import type { Metadata } from 'next';
import { DestinationsList } from './destinations-list.tsx';

export const metadata: Metadata = { title: 'Destinations' };

export default function DestinationsPage() {
  return <DestinationsList />;
}
