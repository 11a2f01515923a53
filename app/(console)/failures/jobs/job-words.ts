import type { Outputs } from '../../data/trpc.ts';

export type JobCause = Outputs['failedJobs']['causes']['items'][number];
export type FailedJob = Outputs['failedJobs']['list']['items'][number];

interface Work {
  name: string;
  /** What is not done as long as nobody does anything. */
  undone: string;
}

const works: Record<string, Work> = {
  sync: { name: 'A run of a sync', undone: 'The sync’s next run reads what this one should have read.' },
  delivery: {
    name: 'Telling your product',
    undone: 'The message was not sent; it can be replayed under Webhooks too.',
  },
  write: { name: 'Writing back to an app', undone: 'What your product sent waits, and is written by the next write.' },
  hook: { name: 'An app’s hook', undone: 'The syncs find the change with their next look.' },
  hook_subscription: { name: 'Asking an app to tell', undone: 'The app tells nothing; the syncs look for changes.' },
  clean_up: {
    name: 'Cleaning up after a disconnect',
    undone: 'The access may still be valid at the app, and the records are still here.',
  },
  tend: { name: 'Tending connections', undone: 'The next time is in a quarter of an hour.' },
  check: { name: 'Checking connections', undone: 'Whether the accesses still work is looked at tomorrow.' },
  deliver: { name: 'Carrying records to a destination', undone: 'Nothing is lost: it goes on within a minute.' },
  wake: { name: 'Waking destinations', undone: 'The next time is in a minute.' },
  retain: { name: 'Removing what is too old', undone: 'It is done tomorrow.' },
  seal: { name: 'Encrypting records', undone: 'Some records are not in the way in which they should be kept.' },
  erase: { name: 'Erasing a customer', undone: 'Some of what is kept of the customer is still here.' },
};

export const workOf = (queue: string): Work => works[queue] ?? { name: queue, undone: 'What it was to do is undone.' };

const places: Record<string, { name: string; at: string }> = {
  syncId: { name: 'Sync', at: '/syncs/' },
  runId: { name: 'Run', at: '/runs/' },
  customerId: { name: 'Customer', at: '/customers/' },
  connectionId: { name: 'Connection', at: '/connections/' },
  connectionIds: { name: 'Connection', at: '/connections/' },
  destinationId: { name: 'Destination', at: '/records/destinations/' },
};

interface About {
  name: string;
  id: string;
  href?: string;
}

/** What a job is about: ids, with the page of each that has one. */
export function aboutOf({ payload }: FailedJob): About[] {
  return Object.entries(payload).flatMap(([key, value]): About[] => {
    if (key === 'environmentId' || value === null) return [];
    const place = places[key];
    const texts = [value].flat().map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one)));
    return texts.map((id) => ({ name: place?.name ?? key, id, ...(place && { href: place.at + id }) }));
  });
}
