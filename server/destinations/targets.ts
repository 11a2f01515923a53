import { AppError } from '#server/errors.ts';
import { postgresTarget } from './postgres-target.ts';
import { s3Target } from './s3-target.ts';
import type { Target } from './target.ts';

const targets: Record<string, Target> = { postgres: postgresTarget, s3: s3Target };

export function targetOf(connector: string): Target {
  const target = Object.hasOwn(targets, connector) ? targets[connector] : undefined;
  if (target) return target;
  throw new AppError('invalid', `Nothing can be delivered to ${connector}.`, {
    field: 'connector',
    remedy: `Choose one of ${Object.keys(targets).join(' and ')}.`,
  });
}
