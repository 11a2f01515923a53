import { compileMapping } from '#server/mapping/compile-mapping.ts';
import type { Bench } from '../bench-part.ts';
import { rowOf } from '../row.ts';
import { contactMapping, contactRow, mapByHand } from './contact-mapping.ts';

const part = 'mapping';
const rows = Array.from({ length: 20_000 }, (_, at) => contactRow(at));
const passes = 5;
const fields = contactMapping.fields.length;

/** What it costs that a mapping is data: fields a second on one core, beside a function that was written for these rows. */
export const benchMapping: Bench = async ({ repetitions, say }) => {
  const map = compileMapping(contactMapping);
  const odd = rows.find((row) => !('record' in map(row)));
  if (odd) throw new Error(`A row was not mapped: ${JSON.stringify(map(odd))}`);
  const phone = compileMapping({
    mapping: 1,
    fields: [{ target: 'phone', from: { path: '.', steps: [{ do: 'phone', country: 'DE' }] } }],
  });
  const phones = Array.from({ length: 20_000 }, (_, at) => `030 90${String(at).padStart(5, '0')}`);
  const values: number[] = [];
  const floors: number[] = [];
  const phoneValues: number[] = [];
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    const floor = perSecond(() => rows.map(mapByHand), rows.length * fields);
    const value = perSecond(() => rows.map((row) => map(row)), rows.length * fields);
    const phoneValue = perSecond(() => phones.map((text) => phone(text)), phones.length);
    // The first one warms both up.
    if (repetition === 0) continue;
    say(`  repetition ${repetition} of ${repetitions}`);
    floors.push(floor);
    values.push(value);
    phoneValues.push(phoneValue);
  }
  const unit = 'fields/s';
  const words = `${fields} fields of a contact / a function for these rows`;
  return [
    rowOf({ part, row: words, unit, values, floors, target: { is: '≥', ratio: 0.1 } }),
    rowOf({
      ...{ part, unit, row: 'the same / what is wanted', values, target: { is: '≥', ratio: 1 } as const },
      floors: values.map(() => 300_000),
    }),
    rowOf({ part, unit, row: 'telephone numbers to E.164 / contacts’ fields', values: phoneValues, floors: values }),
  ];
};

function perSecond(run: () => void, count: number): number {
  const began = performance.now();
  for (let pass = 0; pass < passes; pass++) run();
  return (count * passes) / ((performance.now() - began) / 1000);
}
