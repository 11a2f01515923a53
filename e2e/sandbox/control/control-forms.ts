import { ApiError } from '../api/api-error.ts';
import type { World } from '../world.ts';
import { changeContacts, expire, revoke, seed, setFaults } from './control-actions.ts';

/** What the control room says after each button. */
export const doneWords: Readonly<Record<string, string>> = {
  revoked: 'Access was revoked. Connected apps have to be connected again.',
  expired: 'The access tokens have run out. Connected apps have to refresh them.',
  faults: 'The faults below are in force now.',
  healed: 'Everything is repaired.',
  contacts: 'The contacts were changed. Connected apps see it at their next sync.',
  seeded: 'The account holds new contacts now.',
  reset: 'Tidewater is as new. Everybody is signed out and no app is connected.',
};

/** Runs one button of the control room and returns which of `doneWords` tells the outcome. */
export function runControlForm(world: World, action: string, form: URLSearchParams): string {
  const account = form.get('account') || undefined;
  switch (action) {
    case 'revoke':
      revoke(world, { account });
      return 'revoked';
    case 'expire':
      expire(world, { account });
      return 'expired';
    case 'faults':
      setFaults(world, faultsFrom(form));
      return 'faults';
    case 'heal':
      setFaults(world, healed);
      return 'healed';
    case 'contacts':
      changeContacts(world, {
        account,
        create: count(form, 'create'),
        update: count(form, 'update'),
        delete: count(form, 'delete'),
      });
      return 'contacts';
    case 'seed':
      seed(world, { account, contacts: count(form, 'contacts') });
      return 'seeded';
    case 'reset':
      world.reset();
      return 'reset';
    default:
      throw new ApiError(404, 'not_found', 'This button does not exist any more.');
  }
}

const healed = {
  down: null,
  tokenDown: null,
  slowMs: null,
  wrong: null,
  repeatPage: null,
  lyingCursor: null,
  renameField: null,
  rate: null,
};

/** The form shows every fault, so that what is not ticked or filled in is healed. */
function faultsFrom(form: URLSearchParams) {
  const from = form.get('renameFrom')?.trim() ?? '';
  const to = form.get('renameTo')?.trim() ?? '';
  return {
    down: form.get('down') || null,
    tokenDown: form.has('tokenDown'),
    slowMs: count(form, 'slowMs'),
    wrong: form.get('wrong') || null,
    repeatPage: form.has('repeatPage'),
    lyingCursor: form.has('lyingCursor'),
    renameField: from !== '' && to !== '' ? { from, to } : null,
    rate: count(form, 'rate') || null,
  };
}

function count(form: URLSearchParams, name: string): number {
  return Number(form.get(name) || 0);
}
