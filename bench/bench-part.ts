import type { BenchSettings } from './bench-settings.ts';
import type { Endings } from './endings.ts';
import type { Row } from './row.ts';

export interface BenchInput extends BenchSettings {
  /** Tells a person how far it is; never on the standard output, which belongs to the result. */
  say: (sentence: string) => void;
  /** Takes what the part has started and must end again. */
  endings: Endings;
}

/** Measures one part. */
export type Bench = (input: BenchInput) => Promise<Row[]>;
