import type { CardState, SyncView } from '../../core/contract.ts';
import { usePortico, useTab } from '../tab-context.ts';
import { BarsShape, ClockShape, DotShape, KeyShape, RingShape, SquareShape, TriangleShape } from './icons.tsx';

export type BadgeState = CardState | 'syncing';

const SHAPES = {
  available: <RingShape />,
  connected: <DotShape />,
  syncing: <RingShape turning />,
  needs_attention: <TriangleShape />,
  paused: <BarsShape />,
  locked: <KeyShape />,
  coming_soon: <ClockShape />,
};

/** A state by colour, shape and word. */
export function StateBadge({ state }: { state: BadgeState }) {
  const { t } = useTab();
  const Own = usePortico().components.StateBadge;
  if (Own) return <Own state={state} />;
  return (
    <span className={`pt-state pt-state--${state}`} part="state">
      {SHAPES[state]}
      {t(`state.${state}`)}
    </span>
  );
}

const SYNC_SHAPES = {
  waiting: <RingShape />,
  running: <RingShape turning />,
  in_sync: <DotShape />,
  failed: <SquareShape />,
  paused: <BarsShape />,
  needs_attention: <TriangleShape />,
};

export function SyncBadge({ status }: { status: SyncView['status'] }) {
  const { t } = useTab();
  return (
    <span className={`pt-state pt-state--${status}`} part="state">
      {SYNC_SHAPES[status]}
      {t(`sync.${status}`)}
    </span>
  );
}
