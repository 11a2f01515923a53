'use client';

import { ConnectorIcon } from '#app/ui/connector-icon.tsx';
import { useSigned } from '../shell/environment.tsx';

/** A connector's icon; that of an environment's own connector is found by the environment. */
export function AppIcon({ connector, size }: { connector: string; size?: number }) {
  const { environment } = useSigned();
  const isOwn = connector.startsWith('own-');
  return <ConnectorIcon connector={connector} size={size} environment={isOwn ? environment.id : undefined} />;
}
