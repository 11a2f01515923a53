import type { Metadata } from 'next';
import { RecordPageOf } from './record-page-of.tsx';

export const metadata: Metadata = { title: 'Record' };

export default function RecordPage() {
  return <RecordPageOf />;
}
