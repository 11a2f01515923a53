import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../data/trpc.ts';

export type Integration = Outputs['integrations']['list']['items'][number];

const words: Record<Integration['status'], Parameters<typeof Status>[0]> = {
  published: { tone: 'active', word: 'Published' },
  draft: { tone: 'paused', word: 'Draft' },
  coming_soon: { tone: 'waiting', word: 'Coming soon' },
};

export const IntegrationStatus = ({ status }: { status: Integration['status'] }) => <Status {...words[status]} />;

/** Whether customers can sign in to the app by the vendor's own OAuth client. */
export function OauthAppStatus({ oauthApp }: { oauthApp: Integration['oauthApp'] }) {
  if (!oauthApp.needed) return <Status tone="ended" word="Not needed" />;
  if (oauthApp.development) return <Status tone="waiting" word="Development app" />;
  if (oauthApp.configured) return <Status tone="active" word="Set up" />;
  return <Status tone="attention" word="Missing" strong />;
}
