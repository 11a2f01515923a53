import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import { runDemo } from './run-demo.ts';

/** `npm run demo`: Portico with everything around it that it needs to be seen working. */
await runDemo(process.argv.slice(2)).catch(exitWithSentence);
