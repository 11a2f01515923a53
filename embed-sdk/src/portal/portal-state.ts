import type { SessionAnswer } from '../core/contract.ts';

/** What the hosted page shows, as the server says it. */
export type PortalState =
  | { state: 'visit'; customer: string; app: string; email: string | null }
  | {
      state: 'favour';
      customer: string;
      app: string;
      asker: string;
      note: string | null;
      permissions: string[];
      email: string;
      coded: boolean;
    }
  | { state: 'used' | 'expired'; email: string | null; mayRenew: boolean }
  | { state: 'revoked' | 'unknown' | 'left' }
  | { state: 'done'; app: string; asker: string }
  | OpenState;

/** The tab itself, for the person whom the link is for; of a favour, the one connect that it is about. */
export interface OpenState {
  state: 'open';
  session: SessionAnswer;
  route: string;
  person: string;
  favour: { connect: string; slug: string; app: string; asker: string } | null;
}

/** What an act at the link was answered with. */
export interface PortalAnswer {
  state: PortalState;
  problem?: 'wrong_code' | 'no_code' | 'too_often' | 'not_sent';
  left?: number;
  sent?: boolean;
}

/** Everything that stands in the page for its first picture. */
export interface PortalData {
  locale: string;
  /** Where Portico is; the page may be on a domain of the vendor's that leads there. */
  portico: string;
  brand: { name?: string; logo?: string; accent?: string; radius?: number; mode?: 'light' | 'dark' | 'auto' };
  words: Record<string, string>;
  /** Null: not known before the token in the fragment was shown. */
  state: PortalState | null;
  /** The console shows how it would look. */
  preview?: boolean;
}
