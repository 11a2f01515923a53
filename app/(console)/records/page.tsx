import type { Metadata } from 'next';
import { RecordsPageOf } from './records-page-of.tsx';

export const metadata: Metadata = { title: 'Records' };

export default function RecordsPage() {
  return <RecordsPageOf />;
}
