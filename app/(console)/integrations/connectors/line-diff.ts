export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

const mostCompared = 4_000;

/** What has changed from one text to another, line by line, unchanged stretches cut down to a few lines around. */
export function lineDiff(before: string, after: string, around = 2): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const middle = between(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  const whole = [...same(old.slice(0, head)), ...middle, ...same(tail === 0 ? [] : old.slice(-tail))];
  const near = new Set<number>();
  whole.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    for (let at = index - around; at <= index + around; at += 1) near.add(at);
  });
  return whole.flatMap((line, index) => {
    if (near.has(index)) return [line];
    return near.has(index - 1) ? [{ kind: 'same' as const, text: '⋯' }] : [];
  });
}

/** By the longest common subsequence; of texts that are too long for it, all of one and then all of the other. */
function between(old: string[], now: string[]): DiffLine[] {
  const removed = (text = ''): DiffLine => ({ kind: 'removed', text });
  const added = (text = ''): DiffLine => ({ kind: 'added', text });
  if (old.length * now.length > mostCompared ** 2) return [...old.map(removed), ...now.map(added)];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = now.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      lines.push({ kind: 'same', text: old[row] ?? '' });
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) lines.push(removed(old[row++]));
    else lines.push(added(now[column++]));
  }
  return [...lines, ...old.slice(row).map(removed), ...now.slice(column).map(added)];
}
