import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import type { Id } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';

const schema = z.object({
  /** What its hooks are checked with; where the app signs nothing, the end of its address. */
  secret: z.string(),
  /** What renewing and ending it needs. */
  state: z.json().optional(),
});

export type HookSecret = z.output<typeof schema>;

const place = (id: Id<'hookSubscription'>) => ({ table: 'hook_subscription', row: id, column: 'sealed' });

export const newHookSecret = (): string => randomBytes(32).toString('base64url');

export const sealHookSecret = (tx: TenantTx, id: Id<'hookSubscription'>, secret: HookSecret): Promise<Buffer> =>
  seal(tx, place(id), JSON.stringify(secret));

export async function openHookSecret(tx: TenantTx, id: Id<'hookSubscription'>, sealed: Buffer): Promise<HookSecret> {
  return schema.parse(JSON.parse(await open(tx, place(id), sealed)));
}
