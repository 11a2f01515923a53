/** A text inside a filter: nothing that a customer typed ends it. */
export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
