import type { ActivityLog } from './activity/activity-log.ts';
import type { PorticoApi } from './portico/api.ts';
import type { EmbedSigner } from './portico/embed-token.ts';
import type { Feed } from './portico/feed.ts';
import type { Sources } from './portico/sources.ts';
import type { Library } from './records/library.ts';
import type { Sessions } from './sign-in/sessions.ts';

/** What every request may need. */
export interface AcmeContext {
  porticoUrl: string;
  portico: PorticoApi;
  signer: EmbedSigner;
  sessions: Sessions;
  library: Library;
  sources: Sources;
  feed: Feed;
  log: ActivityLog;
  endpoint: { readonly secret: string | undefined; readonly ready: boolean };
  /** Work that goes on after the answer. */
  begin: (work: Promise<void>) => void;
  report: (sentence: string) => void;
}
