import type { CredentialSource } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';

const keptMs = 2_000;

/**
 * For whoever calls an app many times a second: reads the credential every other second, and not for each call. It is
 * renewed minutes before its end, and one that the app refuses is read anew at once.
 */
export function keptBriefly(source: CredentialSource): CredentialSource {
  let kept: { credential: Promise<Credential>; until: number } | undefined;
  return {
    ...source,
    get() {
      if (kept && performance.now() < kept.until) return kept.credential;
      const credential = source.get();
      kept = { credential, until: performance.now() + keptMs };
      credential.catch(() => {
        kept = undefined;
      });
      return credential;
    },
    refused(used, refusal) {
      kept = undefined;
      return source.refused(used, refusal);
    },
  };
}
