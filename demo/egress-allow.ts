import { resetEnv } from '#server/env.ts';

/** Lets the demo's own servers be reached, although they are on this machine. */
export function appendEgressAllow(address: string): void {
  process.env.PORTICO_EGRESS_ALLOW = [process.env.PORTICO_EGRESS_ALLOW, address].filter(Boolean).join(',');
  resetEnv();
}
