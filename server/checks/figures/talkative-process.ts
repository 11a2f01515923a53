import { rmSync } from 'node:fs';
import { systemClock } from '#server/clock.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { renewalSteps } from '#server/connections/renewal-steps.ts';
import { env } from '#server/env.ts';
import { idSchema } from '#server/ids.ts';
import { log } from '#server/log.ts';

/* A process that renews accesses and logs everything that it can, run by the figures. */
for (const target of process.argv.slice(2)) {
  const [environment, connection, outcome] = target.split('/');
  const tenant = { environmentId: idSchema('environment').parse(environment) };
  const connectionId = idSchema('connection').parse(connection);
  const store = async () => {
    throw new Error('The database is gone.');
  };
  const steps = outcome === 'spooled' ? { ...renewalSteps, store } : renewalSteps;
  const source = credentialSource({ tenant, connectionId, clock: systemClock }, steps);
  await source.get().then(
    (credential) => log.info(`Renewed ${String(credential)}.`, { connectionId, ...Object(credential) }),
    (error: unknown) => log.error('Not renewed.', { ...tenant, connectionId, error }),
  );
}
rmSync(env().PORTICO_SPOOL ?? '', { recursive: true, force: true });
process.exit();
