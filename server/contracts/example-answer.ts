import { type Answer, type Content, type Description, isSuccess, type Operation } from '../openapi/description.ts';
import { isJsonType } from '../openapi/plan-body.ts';
import { generateValue } from './generate-value.ts';
import { preparedFor } from './judge.ts';

export interface ExampleAnswer {
  status: number;
  contentType: string | undefined;
  body: unknown;
  /** `example`: the maker's own, which satisfies the maker's schema. `generated`: made from the schema. */
  from: 'example' | 'generated' | 'nothing';
  /** Whether it satisfies the schema. */
  isValid: boolean;
}

/** What the app would answer: the maker's example where it is one by the maker's own schema, else a value made from the schema. */
export function exampleAnswer(description: Description, operation: Operation): ExampleAnswer {
  const answer =
    operation.answers.find(({ status, contents }) => isSuccess(status) && contents.length > 0) ??
    operation.answers.find(({ status }) => isSuccess(status)) ??
    operation.answers.find(({ status }) => status === 'default');
  const content = answer?.contents.find(({ type }) => isJsonType(type)) ?? answer?.contents[0];
  const status = statusOf(answer);
  if (content === undefined) return { status, contentType: undefined, body: undefined, from: 'nothing', isValid: true };
  const { check } = preparedFor(description);
  const contentType = content.type.includes('*') ? 'application/json' : content.type;
  const given = givenExample(content);
  if (given !== undefined && check.isValid(content.schema, given, 'answer'))
    return { status, contentType, body: given, from: 'example', isValid: true };
  // A description that says nothing of its answer has most often left out an object.
  if (
    given === undefined &&
    typeof content.schema === 'object' &&
    Object.keys(content.schema).length === 0 &&
    isJsonType(content.type)
  )
    return { status, contentType, body: {}, from: 'generated', isValid: true };
  const lookUp = (reference: string) => check.lookUp(reference);
  const tries = (['all', 'top', 'none'] as const).map((optional) =>
    generateValue(content.schema, { lookUp, optional, use: 'answer' }),
  );
  const made = tries.find((value) => check.isValid(content.schema, value, 'answer'));
  return { status, contentType, body: made ?? given ?? tries[0], from: 'generated', isValid: made !== undefined };
}

function statusOf(answer: Answer | undefined): number {
  const status = Number(answer?.status);
  return Number.isInteger(status) ? status : 200;
}

/** Some makers write an example of JSON as a text. */
function givenExample({ example, schema }: Content): unknown {
  const given =
    example ?? (typeof schema === 'object' && Array.isArray(schema.examples) ? schema.examples[0] : undefined);
  if (typeof given !== 'string' || !/^\s*[[{]/.test(given)) return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}
