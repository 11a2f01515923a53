import { readPath } from '#connectors/kit/index.ts';
import type { Witness } from './witness.ts';

/** A maker's file of sample objects beside its description: an "operation" is then the path of one (`resources.customer`). */
export function fixturesWitness({ name, url, fixtures }: { name: string; url: string; fixtures: string }): Witness {
  const samples: unknown = JSON.parse(fixtures);
  return { name, url, exampleOf: (operation) => readPath(samples, operation) };
}
