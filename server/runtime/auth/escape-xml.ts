const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Values that stay texts wherever a template puts them into XML. */
export function escapeXml(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escaped(value)]));
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[\s\S]/gu, (letter) => entities[letter] ?? speakable(letter));
  if (typeof value !== 'object' || value === null) return value;
  return escapeXml(Object.fromEntries(Object.entries(value)));
}

/** Nothing for letters that no XML 1.0 document may hold, escaped or not. */
function speakable(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const isControl = code < 0x20 && !'\t\n\r'.includes(letter);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isControl || isSurrogate || code === 0xfffe || code === 0xffff ? '' : letter;
}
