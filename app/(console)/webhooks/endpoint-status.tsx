import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../data/trpc.ts';

export type Endpoint = Outputs['webhooks']['endpoints']['list']['items'][number];

export function EndpointStatus({ endpoint }: { endpoint: Endpoint }) {
  if (endpoint.status === 'disabled') return <Status tone="paused" word="Switched off" strong />;
  if (endpoint.failingSince) return <Status tone="attention" word="Failing" strong />;
  return <Status tone="active" word="Working" />;
}
