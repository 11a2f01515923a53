import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../data/trpc.ts';

export type ConnectionState = Outputs['connections']['get']['status'];

const words: Record<ConnectionState, Parameters<typeof Status>[0]> = {
  active: { tone: 'active', word: 'Active' },
  needs_reauth: { tone: 'attention', word: 'Needs a reconnect', strong: true },
  misconfigured: { tone: 'attention', word: 'Needs attention', strong: true },
  paused: { tone: 'paused', word: 'Paused' },
  disconnected: { tone: 'ended', word: 'Disconnected' },
};

export const ConnectionStatus = ({ status }: { status: ConnectionState }) => <Status {...words[status]} />;
