import { exitWithSentence } from './boot/exit-with-sentence.ts';
import { startPortico } from './boot/start-portico.ts';

/** `npm start`: serves the console, the API and the embed, and works jobs unless PORTICO_WORKER_SLOTS is 0. */
await startPortico().catch(exitWithSentence);
