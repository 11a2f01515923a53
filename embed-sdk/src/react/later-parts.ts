import { enLater } from './phrases/en-later.ts';
import { enMatching } from './phrases/en-matching.ts';
import { enUpgrade } from './phrases/en-upgrade.ts';
import { enWizard } from './phrases/en-wizard.ts';
import { matching } from './styles/matching.ts';
import { repair } from './styles/repair.ts';

/*
 * Words and styles of parts that are fetched by need: a file of its own beside the others, with no code in it and no hash
 * in its name, so that a script of before finds it, too.
 */
export const english = { ...enLater, ...enMatching, ...enUpgrade, ...enWizard };
export const styles = [repair, matching].join('\n');
