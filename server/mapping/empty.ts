/** Nothing there, null, or a text without a sign. An empty list is a value: of zero items. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
