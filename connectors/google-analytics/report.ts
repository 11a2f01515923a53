import { z } from 'zod';
import type { ConnectorHttp } from '../kit/index.ts';
import { propertyPath } from './admin.ts';

const left = z.looseObject({ consumed: z.number().optional(), remaining: z.number().optional() });
export const quota = z.looseObject({
  tokensPerDay: left.optional(),
  tokensPerHour: left.optional(),
  tokensPerProjectPerHour: left.optional(),
  concurrentRequests: left.optional(),
});
const values = z.array(z.looseObject({ value: z.string().default('') })).default([]);
export const report = z.looseObject({
  dimensionHeaders: z.array(z.looseObject({ name: z.string() })).default([]),
  metricHeaders: z.array(z.looseObject({ name: z.string(), type: z.string().optional() })).default([]),
  rows: z.array(z.looseObject({ dimensionValues: values, metricValues: values })).default([]),
  rowCount: z.number().optional(),
  propertyQuota: quota.optional(),
});
export type Report = z.output<typeof report>;

export interface Line {
  dimensions: Record<string, string>;
  metrics: Record<string, number | string>;
}

/** Metrics come as texts, whatever they are. */
const numberOf = (text: string): number | string =>
  text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;

export const linesOf = ({ dimensionHeaders, metricHeaders, rows }: Report): Line[] =>
  rows.map(({ dimensionValues, metricValues }) => ({
    dimensions: Object.fromEntries(dimensionHeaders.map(({ name }, at) => [name, dimensionValues[at]?.value ?? ''])),
    metrics: Object.fromEntries(metricHeaders.map(({ name }, at) => [name, numberOf(metricValues[at]?.value ?? '')])),
  }));

export const named = (names: readonly string[]) => names.map((name) => ({ name }));

export interface ReportRequest {
  dimensions: readonly string[];
  metrics: readonly string[];
  from: string;
  to: string;
  limit: number;
  offset?: number;
  dimensionFilter?: unknown;
  orderBys?: unknown[];
}

/** https://developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport. It only asks, so it may be sent again. */
export async function runReport(http: ConnectorHttp, property: string, request: ReportRequest): Promise<Report> {
  const { dimensions, metrics, from, to, limit, offset = 0, dimensionFilter, orderBys } = request;
  const json = {
    dateRanges: [{ startDate: from, endDate: to }],
    dimensions: named(dimensions),
    metrics: named(metrics),
    limit: String(limit),
    offset: String(offset),
    returnPropertyQuota: true,
    ...(dimensionFilter !== undefined && { dimensionFilter }),
    ...(orderBys !== undefined && { orderBys }),
  };
  return (await http.post(`${propertyPath(property)}:runReport`, report, { json, repeatable: true, timeoutMs: 60_000 }))
    .body;
}
