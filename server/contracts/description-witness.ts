import type { Description } from '../openapi/description.ts';
import { exampleAnswer } from './example-answer.ts';
import { judge, nameOf } from './judge.ts';
import type { Witness } from './witness.ts';

/** A description of paths and methods: OpenAPI, Swagger, Discovery. */
export function descriptionWitness({
  name,
  url,
  description,
}: {
  name: string;
  url: string;
  description: Description;
}): Witness {
  const operationOf = (named: string | undefined) =>
    description.operations.find((operation) => nameOf(operation) === named);
  return {
    name,
    url,
    hear(request) {
      const verdict = judge(description, request);
      const operation = operationOf(verdict.operation);
      if (operation === undefined)
        return { verdict, answer: { status: 404, contentType: undefined, body: undefined, from: 'nothing' } };
      return { verdict, answer: exampleAnswer(description, operation) };
    },
    exampleOf(named) {
      const operation = operationOf(named);
      const answer = operation === undefined ? undefined : exampleAnswer(description, operation);
      return answer?.from === 'example' ? answer.body : undefined;
    },
  };
}
