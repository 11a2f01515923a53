import type { Metadata } from 'next';
import { NewDestination } from './new-destination.tsx';

export const metadata: Metadata = { title: 'New destination' };

export default function NewDestinationPage() {
  return <NewDestination />;
}
