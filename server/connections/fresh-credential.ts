import type { CredentialSource } from '#server/runtime/create-context.ts';
import { type Credential, serialiseCredential } from '#server/runtime/credential.ts';
import { sha256 } from '#server/secrets.ts';
import { askForMore } from './ask-for-more.ts';
import { endAccess } from './end-access.ts';
import { renewOrWait } from './renew-or-wait.ts';
import { type RenewalSteps, renewalSteps } from './renewal-steps.ts';
import { load, type RenewalTarget } from './renewal-target.ts';

// A credential that the app refuses so soon after it was renewed because of a refusal is not what is wrong.
const renewedInVainMs = 15 * 60_000;

// Callers of one process that need the same thing share it; callers of other processes wait for the lease's row.
const reading = new Map<string, Promise<Credential>>();
const renewing = new Map<string, Promise<Credential>>();
/** What was renewed because the app had refused the one before. */
const renewedAfterRefusal = new Map<string, { credential: string; at: number }>();
const remembered = 10_000;

/** The credential of a connection, renewed before its end by whoever needs it first (rule 7). */
export function credentialSource(target: RenewalTarget, steps: RenewalSteps = renewalSteps): CredentialSource {
  // Whose rows may be seen is part of the name: nobody is given what another tenant was let to read.
  const name = `${target.tenant.environmentId}|${target.tenant.customerId ?? ''}|${target.connectionId}`;
  return {
    get: () =>
      once(reading, name, async () => {
        const stored = await load(target);
        const due = stored.row.refresh_at;
        if (!due || due > target.clock.now()) return stored.credential;
        return once(renewing, name, () => renewOrWait({ target, steps, stored, refused: false }));
      }),
    async refused(used, refusal) {
      const words = refusal?.details.appMessage ?? refusal?.message;
      const stored = await load(target);
      if (!isSame(stored.credential, used)) return stored.credential;
      const earlier = renewedAfterRefusal.get(name);
      if (earlier?.credential === digest(used) && Date.now() - earlier.at < renewedInVainMs)
        return endAccess(target, 'revoked', words ?? 'The app refuses also the access that it has just renewed.');
      const renew = () => once(renewing, name, () => renewOrWait({ target, steps, stored, refused: true, words }));
      const shared = await renew();
      // A renewal that was on its way, for somebody who had not been refused, may have come to nothing new.
      const renewed = isSame(shared, used) ? await renew() : shared;
      if (renewedAfterRefusal.size >= remembered) renewedAfterRefusal.clear();
      renewedAfterRefusal.set(name, { credential: digest(renewed), at: Date.now() });
      return renewed;
    },
    lacks: (scopes) => askForMore(target, scopes),
  };
}

function once(running: Map<string, Promise<Credential>>, name: string, begin: () => Promise<Credential>) {
  const known = running.get(name);
  if (known) return known;
  const started = begin().finally(() => running.delete(name));
  running.set(name, started);
  return started;
}

const digest = (credential: Credential): string => sha256(serialiseCredential(credential)).toString('base64');
const isSame = (one: Credential, other: Credential): boolean => serialiseCredential(one) === serialiseCredential(other);
