import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../../data/trpc.ts';

export type Delivery = Outputs['webhooks']['deliveries']['list']['items'][number];

const words: Record<Delivery['status'], Parameters<typeof Status>[0]> = {
  pending: { tone: 'waiting', word: 'Waiting' },
  delivered: { tone: 'active', word: 'Delivered' },
  failed: { tone: 'failed', word: 'Failed', strong: true },
};

export const DeliveryStatus = ({ status }: { status: Delivery['status'] }) => <Status {...words[status]} />;
