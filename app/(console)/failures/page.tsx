import type { Metadata } from 'next';
import { FailuresInbox } from './failures-inbox.tsx';

export const metadata: Metadata = { title: 'Failures' };

export default function FailuresPage() {
  return <FailuresInbox />;
}
