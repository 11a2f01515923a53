import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import type { Description } from '../openapi/description.ts';
import { judge } from './judge.ts';
import { declared, sampleInput, sampleRequest } from './sample-request.ts';

export interface ValidCount {
  sampled: number;
  valid: number;
  /** Each with its reasons. */
  refused: string[];
}

/** How many of an import's actions, taken evenly from all, send what the description itself calls valid. */
export function countValid(description: Description, definition: DeclaredConnectorInput, most: number): ValidCount {
  const connector = declared(definition);
  const names = Object.keys(connector.actions);
  const step = Math.max(1, Math.ceil(names.length / most));
  const sample = names.filter((_, index) => index % step === 0);
  const refused = sample.flatMap((name) => {
    const verdict = judge(description, sampleRequest(description, connector, name, sampleInput(definition, name)));
    return verdict.ok ? [] : [`${name}: ${verdict.refused}: ${verdict.reasons.join('; ')}`];
  });
  return { sampled: sample.length, valid: sample.length - refused.length, refused };
}
