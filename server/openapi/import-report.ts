import type { Dialect } from './description.ts';

/** What became of an API description. */
export interface ImportReport {
  title: string;
  dialect: Dialect;
  /** Operations that the description has. */
  operations: number;
  /** Actions made of them. */
  actions: number;
  /** Actions by operations; 1 where there are none. */
  share: number;
  objects: number;
  understood: { kind: 'address' | 'access' | 'object'; name: string; words: string }[];
  notUnderstood: {
    kind: 'description' | 'operation' | 'parameter' | 'body' | 'access' | 'address' | 'object';
    /** JSON pointer into the description. */
    place: string;
    reason: string;
  }[];
}
