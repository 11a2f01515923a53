import type { Metadata } from 'next';
import { RunsList } from './runs-list.tsx';

export const metadata: Metadata = { title: 'Runs' };

export default function RunsPage() {
  return <RunsList />;
}
