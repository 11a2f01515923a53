const longest = 300;
/** A repeated group that holds a repetition itself, or alternatives: `(a+)+`, `(a|ab)*`. Such a pattern can take years. */
const nested = /\((?:[^()\\]|\\.)*[+*|}](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;
const backReference = /\\[1-9]|\\k</;

/** Whether a stranger's pattern may be run on a stranger's text. */
export function isSafePattern(pattern: string): boolean {
  if (pattern.length > longest || nested.test(pattern) || backReference.test(pattern)) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
