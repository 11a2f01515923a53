/** One event of the tab, as the log shows it. */
export interface ShownEvent {
  key: number;
  at: Date;
  name: string;
  detail: string;
}

const prefix = 'portico:';

/** Errors say what they are by accessors, and views are long: the log wants the few words that tell them apart. */
function brief(name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || name === '') return value;
  if ('code' in value && 'message' in value) return { code: value.code, message: value.message };
  return 'id' in value ? value.id : value;
}

/** The event as the log shows it; undefined where it is none of the tab's. */
export function shownEvent(event: Event, key: number): ShownEvent | undefined {
  if (!event.type.startsWith(prefix)) return undefined;
  const detail: unknown = 'detail' in event ? event.detail : undefined;
  return { key, at: new Date(), name: event.type.slice(prefix.length), detail: JSON.stringify(detail, brief) ?? '' };
}

/** What a warning says, where it is one about contrast. */
export function contrastWarning(event: Event): string | undefined {
  if (event.type !== `${prefix}warning` || !('detail' in event)) return undefined;
  const { detail } = event;
  if (typeof detail !== 'object' || detail === null || !('code' in detail) || !('message' in detail)) return undefined;
  return detail.code === 'theme_contrast' && typeof detail.message === 'string' ? detail.message : undefined;
}
