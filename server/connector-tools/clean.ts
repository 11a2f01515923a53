const secretName = /(token|secret|passw|api[-_]?key|authorization|signature|cookie|credential|private[-_]?key)/i;
const secretShapes = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:sk|rk|pk|pat|xox[abprs]|ghp|gho|ghs|shpat|shpss|glpat|key)[-_][\w-]{12,}/g,
  /-----BEGIN [^-]+-----[\s\S]+?-----END [^-]+-----/g,
];
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const hidden = '[secret]';
// A cursor is called a token by some, and a test needs it.
const pageMark = /^(next|prev|previous)?_?(page|sync|cursor|continuation)[-_]?token$/i;

/**
 * A recorded answer without what must not be kept: secrets that were given, values whose name or shape is that of a secret,
 * and addresses of people, each replaced by the same made-up one throughout. Names of people are left to the author.
 */
export function clean<T>(recorded: T, secrets: string[]): T {
  const people = new Map<string, string>();
  const known = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const person = (address: string): string => {
    const key = address.toLowerCase();
    const made = people.get(key) ?? `person${people.size + 1}@example.com`;
    people.set(key, made);
    return made;
  };
  const cleanText = (text: string): string => {
    let result = known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
    for (const shape of secretShapes) result = result.replace(shape, hidden);
    return result
      .replace(email, person)
      .replace(/[\w.+-]+%40[\w-]+(?:\.[\w-]+)+/gi, (address) =>
        encodeURIComponent(person(decodeURIComponent(address))),
      );
  };
  const cleanValue = (value: unknown, name = ''): unknown => {
    if (typeof value === 'string') return secretName.test(name) && !pageMark.test(name) ? hidden : cleanText(value);
    if (Array.isArray(value)) return value.map((item) => cleanValue(item, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanValue(item, key)]));
  };
  return cleanValue(recorded) as T;
}
