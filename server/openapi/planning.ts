import type { Description } from './description.ts';
import type { ImportReport } from './import-report.ts';
import type { SharedSchemas } from './shared-schemas.ts';

export type Kind = ImportReport['notUnderstood'][number]['kind'];

/** What the parts of an import share. */
export interface Planning {
  description: Description;
  shared: SharedSchemas;
  refuse: (kind: Kind, place: string, reason: string) => void;
  /** What carries the credential is the engine's to send. */
  isCredential: (where: 'header' | 'query' | 'cookie', name: string) => boolean;
}
