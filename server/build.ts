import { build } from './boot/build.ts';
import { exitWithSentence } from './boot/exit-with-sentence.ts';

/** `npm run build`: the SDK and the pages, so that `npm start` finds them ready. */
await build('inherit').catch(exitWithSentence);
