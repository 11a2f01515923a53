/** Slots as PostgreSQL writes an `int4multirange`: `{[0,1000),[1200,1201)}`. */
export function slotRanges(slots: readonly number[]): string {
  const sorted = Int32Array.from(slots).sort();
  const ranges: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let end = first + 1;
    while (at < sorted.length && (sorted[at] ?? 0) <= end) end = Math.max(end, (sorted[at++] ?? 0) + 1);
    ranges.push(`[${first},${end})`);
  }
  return `{${ranges.join()}}`;
}

/** The slots of such a text, in order. */
export function slotsOf(ranges: string): number[] {
  const slots: number[] = [];
  for (const [, first, end] of ranges.matchAll(/\[(\d+),(\d+)\)/g))
    for (let slot = Number(first); slot < Number(end); slot++) slots.push(slot);
  return slots;
}
