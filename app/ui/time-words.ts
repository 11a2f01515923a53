const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** "4 min. ago", "in 2 hr." */
export function relativeWords(time: number, now: number): string {
  const distance = time - now;
  const step = steps.find(({ ms }) => Math.abs(distance) >= ms);
  if (!step) return distance > 5_000 ? 'in a moment' : 'just now';
  return relative.format(Math.trunc(distance / step.ms), step.unit).replace('.', '');
}

/** The moment itself, in the viewer's own zone. */
export function exactWords(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(iso));
}

/** "14:05" today, "3 Nov, 14:05" on another day: for "we will try again at …". */
export function clockWords(iso: string, now: number): string {
  const time = new Date(iso);
  const today = time.toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(undefined, {
    ...(today ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
}

/** "320 ms", "8.2 s", "4 min 10 s". */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
