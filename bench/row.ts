/** What a row is held against: its ratio (`≥ 0.6`), or, where people wait for it, its value (`≤ 5 s`). */
export type Target = { is: '≥' | '≤'; ratio: number } | { is: '≥' | '≤'; value: number };

/** One line of the result. Ratios carry over to other machines; values and floors are of this one. */
export interface Row {
  part: string;
  row: string;
  value: number;
  floor: number;
  unit: string;
  /** Value by floor. */
  ratio: number;
  target: string | null;
  /** Null where there is no target. */
  met: boolean | null;
  repetitions: number;
}

interface Measured {
  part: string;
  row: string;
  unit: string;
  values: readonly number[];
  floors: readonly number[];
  target?: Target;
}

/** Medians of what was measured, value and floor in turns. */
export function rowOf({ part, row, unit, values, floors, target }: Measured): Row {
  const [value, floor] = [median(values), median(floors)];
  const ratio = floor === 0 ? (value === 0 ? 0 : Number.POSITIVE_INFINITY) : value / floor;
  const held = target === undefined ? undefined : hold({ value, ratio, unit }, target);
  const { words: wanted = null, met = null } = held ?? {};
  return { part, row, value, floor, unit, ratio, target: wanted, met, repetitions: values.length };
}

function hold({ value, ratio, unit }: Pick<Row, 'value' | 'ratio' | 'unit'>, target: Target) {
  if ('value' in target) {
    const met = target.is === '≥' ? value >= target.value : value <= target.value;
    return { words: `${target.is} ${target.value} ${unit}`, met };
  }
  const met = target.is === '≥' ? ratio >= target.ratio : ratio <= target.ratio;
  return { words: `${target.is} ${target.ratio}`, met };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
