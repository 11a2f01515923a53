export type StatusTone = 'active' | 'waiting' | 'running' | 'attention' | 'failed' | 'paused' | 'ended' | 'locked';

const colours: Record<StatusTone, string> = {
  active: 'text-good',
  waiting: 'text-waiting',
  running: 'text-waiting',
  attention: 'text-attention',
  failed: 'text-failed',
  paused: 'text-faint',
  ended: 'text-faint',
  locked: 'text-faint',
};

const shapes: Record<StatusTone, React.ReactNode> = {
  active: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  waiting: <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  running: (
    <>
      <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="5" cy="5" r="1.5" fill="currentColor" className="breathe" />
    </>
  ),
  attention: (
    <path d="M5 .8 9.6 9H.4Z" fill="currentColor" stroke="currentColor" strokeWidth=".6" strokeLinejoin="round" />
  ),
  failed: <rect x="1" y="1" width="8" height="8" rx="1.5" fill="currentColor" />,
  paused: <path d="M2 1.5h2v7H2zM6 1.5h2v7H6z" fill="currentColor" />,
  ended: <path d="M1.5 5h7" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
  locked: <path d="M3 4.5a2 2 0 1 1 1.7 2L9 6.5v2H7.5v-1H6.4" fill="none" stroke="currentColor" strokeWidth="1.3" />,
};

/** A status told by colour and by shape; the word stands beside it. */
export function StatusShape({ tone }: { tone: StatusTone }) {
  return (
    <svg viewBox="0 0 10 10" className={`size-2.5 shrink-0 ${colours[tone]}`} aria-hidden="true">
      {shapes[tone]}
    </svg>
  );
}
