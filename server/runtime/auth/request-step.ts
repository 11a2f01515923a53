import type { RequestStep } from '#connectors/kit/index.ts';
import { egress } from '#server/http/egress.ts';
import { fillHeader, fillJson, fillTemplate, fillText } from '../template.ts';
import { escapeXml } from './escape-xml.ts';
import { basicHeader, filledOf } from './place.ts';
import type { StepResult, StepsInput } from './run-steps.ts';
import { readStepAnswer } from './step-answer.ts';
import { withHeaders } from './with-headers.ts';
import { withQuery } from './with-query.ts';

interface Filling {
  values: Record<string, unknown>;
  app: string;
}

const maxBytes = 1_048_576;

/** Sends one request of the chain. It is never redirected: what it carries is for this address alone. */
export async function requestStep(
  step: RequestStep,
  filling: Filling,
  { access, now, signal, send = egress }: Pick<StepsInput, 'access' | 'now' | 'signal' | 'send'>,
): Promise<StepResult> {
  const url = withQuery(
    fillTemplate({ template: step.url, ...filling }),
    filledOf(step.query, (template) => fillText({ template, ...filling })),
  );
  const { body, type } = bodyOf(step, filling);
  const plain = {
    accept: step.answer === 'xml' ? 'text/xml, application/xml' : step.answer === 'text' ? '*/*' : 'application/json',
    ...(type !== undefined && { 'content-type': type }),
    ...(step.basic && { authorization: basicHeader(step.basic, filling) }),
  };
  const named = filledOf(step.headers, (template) => fillHeader({ template, ...filling }));
  const response = await send({
    method: step.method,
    url,
    headers: withHeaders(plain, named),
    body,
    maxBytes,
    maxRedirects: 0,
    signal,
  });
  return readStepAnswer(response, { step, connector: access.connector.connector, now });
}

function bodyOf({ json, form, xml }: RequestStep, filling: Filling): { body?: string; type?: string } {
  if (json !== undefined) return { body: JSON.stringify(fillJson(json, filling)), type: 'application/json' };
  if (form !== undefined) {
    const filled = filledOf(form, (template) => fillText({ template, ...filling }));
    return { body: new URLSearchParams(filled).toString(), type: 'application/x-www-form-urlencoded' };
  }
  if (xml !== undefined) {
    const body = fillText({ template: xml, values: escapeXml(filling.values), app: filling.app }) ?? '';
    return { body, type: 'text/xml; charset=utf-8' };
  }
  return {};
}
