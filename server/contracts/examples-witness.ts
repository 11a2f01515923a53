import { z } from 'zod';
import type { Witness } from './witness.ts';

const file = z.object({ examples: z.array(z.object({ section: z.string(), example: z.unknown() })) });

/** Examples out of an app's documentation, each by the heading that it stands under: they judge rows, and no requests. */
export function examplesWitness({
  name,
  url,
  examples: text,
}: {
  name: string;
  url: string;
  examples: string;
}): Witness {
  const { examples } = file.parse(JSON.parse(text));
  return { name, url, exampleOf: (section) => examples.find((found) => found.section === section)?.example };
}
