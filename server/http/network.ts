import { type Env, env } from '#server/env.ts';
import { parseAllowList } from './address-guard.ts';
import { type Network, resolveBySystem } from './destination.ts';

let current: { settings: Env; network: Network } | undefined;

/** The network of this process. The allow-list is read at the first call, not when this module loads. */
export function processNetwork(): Network {
  const settings = env();
  if (current?.settings !== settings) {
    current = { settings, network: { allow: parseAllowList(settings.PORTICO_EGRESS_ALLOW), lookup: resolveBySystem } };
  }
  return current.network;
}
