// Where an answer has lost its date our own clock serves, with room for the difference.
const foreignClockMs = 10 * 60_000;

/** HubSpot's clock, in whole seconds, as milliseconds since 1970. */
export function timeAt(headers: Headers): number {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? Date.now() - foreignClockMs : time;
}
