import { exitWithSentence } from './boot/exit-with-sentence.ts';
import { startWorker } from './boot/start-worker.ts';

/** `npm run worker`: works jobs beside a running Portico. Any number of them, on any machine that reaches the database. */
await startWorker().catch(exitWithSentence);
