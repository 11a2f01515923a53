import { Status } from '#app/ui/status.tsx';
import type { Run } from './run-words.ts';

const words: Record<Run['status'], Parameters<typeof Status>[0]> = {
  queued: { tone: 'waiting', word: 'Waiting' },
  running: { tone: 'running', word: 'Running' },
  succeeded: { tone: 'active', word: 'Succeeded' },
  failed: { tone: 'failed', word: 'Failed', strong: true },
  cancelled: { tone: 'ended', word: 'Stopped' },
};

export const RunStatus = ({ status }: { status: Run['status'] }) => <Status {...words[status]} />;
