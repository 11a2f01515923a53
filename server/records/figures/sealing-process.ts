import { sealRecords } from '../seal-records.job.ts';

/* A process that seals what there is in one environment, and is killed while it does. */
await sealRecords({ environmentId: process.argv[2] });
process.exit(0);
