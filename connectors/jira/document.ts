/** Texts of Jira are documents (Atlassian Document Format). Plain text becomes paragraphs, one for each line. */
export function documentOf(text: string): Record<string, unknown> {
  const content = text.split(/\r?\n/).map((line) => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  }));
  return { type: 'doc', version: 1, content };
}

/** A text becomes a document; what is one already stays as it is. */
export const asDocument = (value: unknown): unknown => (typeof value === 'string' ? documentOf(value) : value);
