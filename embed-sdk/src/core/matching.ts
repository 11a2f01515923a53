import type { InstallationView } from './contract.ts';
import type { SendOptions } from './transport.ts';

/** What is done to a value: a step of a mapping, such as `{ do: 'trim' }`. */
export type MatchStep = { do: string } & Record<string, unknown>;

type Scalar = string | number | boolean | null;

/** One field of the vendor's model, and what it is made of. */
export interface Match {
  target: string;
  /** The path in the app's row; null where nothing is chosen, or where the vendor fills the field. */
  source: string | null;
  /** Taken where the source is empty. */
  fallback?: string;
  steps?: MatchStep[];
  values?: { table: { from: Scalar[]; to: Scalar }[]; otherwise: 'keep' | 'clear' | 'error' | { default: Scalar } };
  /** Where nothing is there: left out (`skip`, if it is absent), null, no record at all, or this. */
  empty?: 'skip' | 'clear' | 'error' | { default: Scalar };
  /** What a field of the customer's own is called. */
  label?: string;
  byVendor?: true;
}

/** A field of the customer's account at the app. */
export interface MatchSource {
  path: string;
  label: string;
  type: string;
  custom?: boolean;
  /** What one of their records has there. */
  sample: string | null;
  values?: { value: string; label: string }[];
}

/** A field of the vendor's model. */
export interface MatchTarget {
  path: string;
  label: string;
  type?: string;
  required: boolean;
  choices?: string[];
  description?: string;
}

/** `POST /installations/{id}/mappings/{key}`, and the same of a connect: what there is to match, and how it is matched. */
export interface MatchingView {
  key: string;
  label: string;
  version: number | null;
  /** It is not as it came with the integration, and can be put back. */
  own: boolean;
  /** Fields of the customer's own may be added. */
  canCreate: boolean;
  sampled: number;
  trouble: { sentence: string; remedy: string } | null;
  sources: MatchSource[];
  targets: MatchTarget[];
  matches: Match[];
  suggestions: { match: Match; confidence: number; reasons: string[] }[];
  /** Matches of fields that the app does not have any more, with the field to take instead. */
  broken: { target: string; field: string; label: string; to: string | null }[];
}

/** `…/preview`: what comes of matches, tried on records of the account. */
export interface MatchesPreview {
  problems: {
    target: string;
    severity: 'error' | 'warning';
    message: string;
    remedy: string;
    /** The match that mends it, and what it does. */
    fix?: { match: Match; words: string };
  }[];
  records: {
    outcome: 'mapped' | 'excluded' | 'failed';
    values: { target: string; value: string | null }[];
    troubles: { target: string; message: string; remedy: string }[];
  }[];
  trouble: { sentence: string; remedy: string } | null;
}

/** A field that the page hands over, beside those of the integration's own model. */
export interface HostField {
  /** Letters, digits and _, beginning with a letter. */
  name: string;
  label?: string;
  type?: 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'datetime' | 'choice' | 'list';
  required?: boolean;
  choices?: string[];
  description?: string;
}

/** Further fields to match, as a list or as a JSON Schema of an object. */
export type HostFields = readonly HostField[] | { readonly [keyword: string]: unknown };

/** Fields to match of one sync that is being connected. */
export interface Matching {
  /** Reads the account as it is now: its fields, and some of its records. */
  read(): Promise<MatchingView>;
  /** Tries matches on three records; nothing is kept. */
  preview(matches: readonly Match[], signal?: AbortSignal): Promise<MatchesPreview>;
}

/** Fields to match of one sync that is there. */
export interface InstalledMatching extends Matching {
  /** Uses matches from now on; what is stored gets its new shape. `version`: of the view that was changed. */
  save(matches: readonly Match[], version: number | null): Promise<InstallationView>;
  /** Matches as it came with the integration. */
  reset(): Promise<InstallationView>;
}

type Send = <Answer>(path: string, options?: SendOptions) => Promise<Answer>;

export const createMatching = (send: Send, of: string, key: string, targets: HostFields | undefined): Matching => {
  const path = `${of}/mappings/${encodeURIComponent(key)}`;
  return {
    read: () => send(path, { method: 'POST', body: { targets } }),
    preview: (matches, signal) => send(`${path}/preview`, { method: 'POST', body: { matches, targets }, signal }),
  };
};
