const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Keys, texts, numbers and words of a JSON text, each in its colour. */
export function CodeColours({ json }: { json: string }) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const match of json.matchAll(token)) {
    const [all, text, colon, word] = match;
    if (match.index > end) parts.push(json.slice(end, match.index));
    end = match.index + all.length;
    const colour = colon ? 'text-ink' : text ? 'text-accent-ink' : word ? 'text-attention' : 'text-waiting';
    parts.push(
      <span key={match.index} className={colour}>
        {text ?? all}
      </span>,
      colon ?? '',
    );
  }
  return (
    <span className="text-faint">
      {parts}
      {json.slice(end)}
    </span>
  );
}
