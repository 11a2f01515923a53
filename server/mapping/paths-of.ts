import type { Condition, Expression } from './mapping-document.ts';
import { templateParts } from './template-parts.ts';

/** The paths that an expression reads at its own level, in their order: those inside the items of a list are relative to them. */
export function pathsOf(expression: Expression): string[] {
  const own = sourcePaths(expression);
  const inSteps = (expression.steps ?? []).flatMap((step) => [
    ...('countryFrom' in step && step.countryFrom !== undefined ? [step.countryFrom] : []),
    ...('currencyFrom' in step && step.currencyFrom !== undefined ? [step.currencyFrom] : []),
  ]);
  return [...new Set([...own, ...inSteps])];
}

function sourcePaths(expression: Expression): string[] {
  if ('path' in expression) return [expression.path];
  if ('constant' in expression) return [];
  if ('template' in expression)
    return (templateParts(expression.template) ?? []).flatMap((part) => ('path' in part ? [part.path] : []));
  if ('firstOf' in expression) return expression.firstOf.flatMap(pathsOf);
  if ('list' in expression) return expression.list.flatMap(pathsOf);
  return Object.values(expression.object).flatMap(pathsOf);
}

/** The paths that a condition looks at. */
export function pathsOfCondition(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(pathsOfCondition);
  if ('any' in condition) return condition.any.flatMap(pathsOfCondition);
  if ('not' in condition) return pathsOfCondition(condition.not);
  return [condition.path, ...(condition.other === undefined ? [] : [condition.other])];
}
