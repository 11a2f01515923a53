import { rollOut } from './roll-out.job.ts';

/* A process that brings a rollout to those whom it reaches, and is killed while it does. */
await rollOut(JSON.parse(process.argv[2] ?? '{}'));
process.exit(0);
