'use client';

import { useState } from 'react';

interface ConnectorIconProps {
  connector: string;
  size?: number | undefined;
  /** Whose own connector it is. */
  environment?: string | undefined;
}

/** The icon of a connector; its first letter where it has none. */
export function ConnectorIcon({ connector, size = 20, environment }: ConnectorIconProps) {
  const [missing, setMissing] = useState(false);
  if (missing) {
    return (
      <span
        className="inline-flex shrink-0 items-center justify-center rounded-control border border-line bg-canvas text-12 font-semibold text-muted"
        style={{ width: size, height: size }}
        aria-hidden="true"
      >
        {connector.replace(/^own-/, '').slice(0, 1).toUpperCase()}
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: a drawing of a few hundred bytes from our own origin; the optimizer is switched off
    <img
      src={`/api/icons/${connector}${environment ? `?environment=${environment}` : ''}`}
      alt=""
      width={size}
      height={size}
      className="shrink-0 rounded-[4px]"
      onError={() => setMissing(true)}
    />
  );
}
