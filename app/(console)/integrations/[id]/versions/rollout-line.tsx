'use client';

import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import type { IntegrationDetail } from '../integration-detail.ts';
import { reachWords } from './reach.ts';

/** That a version is on its way, or halted: on every tab but the one that shows it. */
export function RolloutLine({
  detail,
  shown,
  onOpen,
}: {
  detail: IntegrationDetail;
  shown: boolean;
  onOpen: () => void;
}) {
  const { rollout } = detail;
  if (!rollout || !shown) return null;
  const isHalted = rollout.status === 'halted';
  return (
    <Callout
      tone={isHalted ? 'attention' : 'waiting'}
      title={
        isHalted
          ? `The rollout of version ${rollout.version} has halted. ${rollout.reason ?? ''}`
          : `Version ${rollout.version} is being rolled out to ${reachWords(rollout)}.`
      }
    >
      <Button size="small" className="self-start" onClick={onOpen}>
        Look at the rollout
      </Button>
    </Callout>
  );
}
