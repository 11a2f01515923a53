import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import type { MultipartPart } from '#connectors/kit/index.ts';
import { fillText, fillValue } from '../template.ts';

type Parts = NonNullable<DeclaredRequest['multipart']>;

/** A file as an input holds it: `data:image/png;base64,iVBO…`. */
const dataUrl = /^data:([\w.+-]+\/[\w.+-]+)?((?:;[\w-]+=[^;,]*)*)(;base64)?,(.*)$/s;

/** The parts of a multipart body. A list becomes a part for each item; a part without a value is left out. */
export function fillParts(parts: Parts, filling: { values: Record<string, unknown>; app: string }): MultipartPart[] {
  return parts.flatMap(({ name, value: template, filename, contentType }) => {
    const value = fillValue({ template, ...filling });
    if (value === undefined || value === null) return [];
    const given = filename === undefined ? undefined : fillText({ template: filename, ...filling });
    const type = contentType === undefined ? {} : { contentType };
    return [value].flat().map((item): MultipartPart => {
      if (filename !== undefined) return { name, filename: given ?? name, ...fileOf(String(item)), ...type };
      if (typeof item === 'object')
        return { name, content: JSON.stringify(item), contentType: 'application/json', ...type };
      return { name, content: String(item), ...type };
    });
  });
}

/** Bytes of a data address; any other text is the file's own text. */
export function fileOf(text: string): Pick<MultipartPart, 'content' | 'contentType'> {
  const found = text.match(dataUrl);
  if (found === null) return { content: text };
  const [, type, , base64, data = ''] = found;
  const content = base64 === undefined ? Buffer.from(decodeURIComponent(data)) : Buffer.from(data, 'base64');
  return { content, ...(type !== undefined && { contentType: type }) };
}
