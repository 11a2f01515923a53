import { parsePath } from './path.ts';

type Part = { text: string } | { path: string };

/** The parts of `{first} {last}`; `{{` and `}}` are signs. Undefined where a place is not closed, or holds no path. */
export function templateParts(template: string): Part[] | undefined {
  const parts: Part[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    const sign = template.charAt(at);
    if ((sign === '{' || sign === '}') && template.charAt(at + 1) === sign) {
      text += sign;
      at += 2;
    } else if (sign === '{') {
      const close = template.indexOf('}', at);
      const path = close === -1 ? '' : template.slice(at + 1, close).trim();
      if (parsePath(path) === undefined) return undefined;
      if (text !== '') parts.push({ text });
      text = '';
      parts.push({ path });
      at = close + 1;
    } else if (sign === '}') {
      return undefined;
    } else {
      text += sign;
      at++;
    }
  }
  if (text !== '') parts.push({ text });
  return parts;
}
