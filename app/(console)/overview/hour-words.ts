/** "14:00" within a day, "Mon 14:00" within a week. */
export const hourWords = (iso: string, span: 'day' | 'week'): string =>
  new Intl.DateTimeFormat(undefined, {
    ...(span === 'week' && { weekday: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
