import { type AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { type Explained, explainFailure } from './explain-failure.ts';
import { BadPage, DeleteGuard, IncompletePass } from './run-ends.ts';

const number = new Intl.NumberFormat('en');

interface Explanation extends Explained {
  /** The next run begins a new pass instead of going on at this page. */
  restartPass: boolean;
}

/** What people read about the end of a run, and what it means for the pass. */
export function explainEnd(app: string, label: string, thrown: unknown): Explanation {
  if (thrown instanceof IncompletePass && thrown.ofChanges) {
    return {
      restartPass: true,
      error: {
        class: 'protocol',
        code: 'incomplete_pass',
        sentence: `${app} said that ${number.format(thrown.total)} ${label} have changed, and gave ${number.format(thrown.seen)}, three times in a row. These are stored.`,
        remedy:
          'The next run asks for the same changes once more. If the number is wrong, run the sync once and accept the deletions: that reads everything.',
      },
    };
  }
  if (thrown instanceof IncompletePass) {
    return {
      restartPass: true,
      error: {
        class: 'protocol',
        code: 'incomplete_pass',
        sentence: `${app} said that it has ${number.format(thrown.total)} ${label}, and gave ${number.format(thrown.seen)}. These are stored; nothing was deleted.`,
        remedy:
          'The next run reads all of them again. If the number is wrong, run the sync once and accept the deletions.',
      },
    };
  }
  if (thrown instanceof DeleteGuard && thrown.keysChanged) {
    return {
      restartPass: true,
      error: {
        class: 'protocol',
        code: 'keys_changed',
        sentence: `${number.format(thrown.missing)} ${label} are gone at ${app}, and as many new ones have come: their keys have changed, it seems. Nothing was deleted, so they are there twice.`,
        remedy:
          'If the new keys are right, run the sync once more and accept the deletions; if they change each time, another field must be the key.',
      },
    };
  }
  if (thrown instanceof DeleteGuard) {
    return {
      restartPass: true,
      error: {
        class: 'protocol',
        code: 'delete_guard',
        sentence: `${number.format(thrown.missing)} of ${number.format(thrown.present)} ${label} are missing at ${app}. Nothing was deleted: this looks more like a mistake of the app than like a wish.`,
        remedy: 'If they were really deleted, run the sync once more and accept the deletions.',
      },
    };
  }
  if (thrown instanceof BadPage) {
    return {
      restartPass: false,
      error: {
        class: 'mapping',
        code: 'bad_page',
        sentence: `${thrown.failed} of ${thrown.rows} ${label} of one page could not be read, so the page is at fault. ${thrown.first}`,
        remedy: `Look at what changed in ${app}; the next run goes on at this page.`,
      },
    };
  }
  return { ...explainFailure(app, thrown), restartPass: isAppCallError(thrown) && isLostPlace(thrown) };
}

const lostPlaces = new Set(['repeated_cursor', 'repeated_page', 'too_many_pages', 'unreadable_mark']);

/** The place at which the pass stands can't be read on from: it leads in a circle, or the app does not know it any more. */
const isLostPlace = ({ details }: AppCallError): boolean =>
  lostPlaces.has(details.code ?? '') || ['invalid', 'not_found', 'conflict'].includes(details.class);
