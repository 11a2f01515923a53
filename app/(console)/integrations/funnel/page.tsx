import type { Metadata } from 'next';
import { FunnelPage } from './funnel-page.tsx';

export const metadata: Metadata = { title: 'Funnel' };

export default function FunnelPageRoute() {
  return <FunnelPage />;
}
