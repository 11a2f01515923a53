import type { Connector } from '#connectors/kit/index.ts';
import type { Definition } from './definition.ts';
import { type DefinitionProblem, problem } from './definition-problem.ts';
import { type Question, questionsOf } from './questions.ts';
import { pathsOfRule } from './rule.ts';

/** What is wrong with what is asked: names that nobody has, choices that nobody gives, questions that nobody could answer. */
export function formProblems(definition: Definition, connector: Connector): DefinitionProblem[] {
  const { fields = [], pages = [] } = definition.form ?? {};
  const questions = questionsOf(definition, connector.settings);
  const options = Object.keys(connector.options ?? {});
  return fields.flatMap((field, at) => {
    const question = questions[at];
    if (!question) return [];
    const wrong = (path: PropertyKey[], message: string, remedy: string) => [
      problem('error', ['form', 'fields', at, ...path], message, remedy),
    ];
    const before = questions.slice(0, at).map(({ name }) => name);
    const page = pages.find(({ key }) => key === field.page);
    const sections = (page?.sections ?? pages[0]?.sections ?? []).map(({ key }) => key);
    return [
      ...(fields.findIndex(({ name }) => name === field.name) < at
        ? wrong(['name'], `Two questions are called ${field.name}.`, 'Give one another name.')
        : []),
      ...(field.page !== undefined && !page
        ? wrong(['page'], `There is no page ${field.page}.`, 'Add it to the pages, or choose another.')
        : []),
      ...(field.section !== undefined && !sections.includes(field.section)
        ? wrong(['section'], `Its page has no section ${field.section}.`, 'Add it to the page, or choose another.')
        : []),
      ...(field.options !== undefined && !options.includes(field.options)
        ? wrong(
            ['options'],
            `${connector.name} gives no choices ${field.options}.`,
            options.length > 0 ? `It gives: ${options.join(', ')}.` : 'List the choices here.',
          )
        : []),
      ...(field.dependsOn ?? [])
        .concat(field.showWhen ? pathsOfRule(field.showWhen).map((path) => path.split('.')[0] ?? path) : [])
        .filter((name) => !before.includes(name))
        .flatMap((name) =>
          wrong(
            [field.showWhen ? 'showWhen' : 'dependsOn'],
            `${field.name} depends on ${name}, which is not asked before it.`,
            'Ask that first.',
          ),
        ),
      ...valueProblems(question, wrong),
    ];
  });
}

type Wrong = (path: PropertyKey[], message: string, remedy: string) => DefinitionProblem[];

function valueProblems(question: Question, wrong: Wrong): DefinitionProblem[] {
  const { name, kind, choices, internalOnly, value, ofConnector, required, showWhen } = question;
  const given = question.default;
  const needsChoices = (kind === 'select' || kind === 'cards') && !choices?.length;
  return [
    ...(needsChoices ? wrong(['choices'], `${name} has nothing to choose from.`, 'List its choices.') : []),
    ...((kind === 'options' || kind === 'file') && question.options === undefined
      ? wrong(['options'], `${name} does not say which live choices it has.`, 'Name one of the connector’s options.')
      : []),
    ...(choices && given !== undefined && !choices.some((choice) => choice.value === given)
      ? wrong(['default'], `The default of ${name} is not among its choices.`, 'Choose one of them.')
      : []),
    ...(internalOnly && kind === 'password'
      ? wrong(['value'], `${name} is a secret.`, 'Set it for each customer, where it is kept encrypted: not here.')
      : []),
    ...(value !== undefined && !internalOnly
      ? wrong(['value'], `${name} has a value, and is asked all the same.`, 'Use default, or make it internalOnly.')
      : []),
    ...(ofConnector && required && showWhen && given === undefined
      ? wrong(
          ['showWhen'],
          `The connector can’t do without ${name}, so it can’t be hidden.`,
          'Give it a default, or ask it always.',
        )
      : []),
  ];
}
