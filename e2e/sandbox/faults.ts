import { z } from 'zod';

/** What the control room can break. A PATCH of it: what is left out stays, `null` heals. */
export const faultsPatchSchema = z.strictObject({
  /** 503: `true` and `api` for the REST API, `token` for the token endpoint, `all` for everything but the control room. */
  down: z.union([z.boolean(), z.enum(['api', 'token', 'all'])]).nullish(),
  tokenDown: z.boolean().nullish(),
  slowMs: z.int().min(0).max(120_000).nullish(),
  wrong: z.enum(['html', 'truncated', 'not-json', '200-error']).nullish(),
  repeatPage: z.boolean().nullish(),
  lyingCursor: z.boolean().nullish(),
  renameField: z.strictObject({ from: z.string().min(1), to: z.string().min(1) }).nullish(),
  rate: z.int().min(1).max(1_000_000).nullish(),
});

type FaultsPatch = z.infer<typeof faultsPatchSchema>;
export type WrongAnswer = NonNullable<FaultsPatch['wrong']>;

export interface Faults {
  down: 'api' | 'token' | 'all' | null;
  tokenDown: boolean;
  slowMs: number;
  wrong: WrongAnswer | null;
  repeatPage: boolean;
  lyingCursor: boolean;
  renameField: { from: string; to: string } | null;
  rate: number | null;
}

export const noFaults: Readonly<Faults> = {
  down: null,
  tokenDown: false,
  slowMs: 0,
  wrong: null,
  repeatPage: false,
  lyingCursor: false,
  renameField: null,
  rate: null,
};

export function patchFaults(faults: Faults, patch: FaultsPatch): Faults {
  const down = patch.down === undefined ? faults.down : downFrom(patch.down);
  return {
    down,
    tokenDown: patch.tokenDown === undefined ? faults.tokenDown : (patch.tokenDown ?? false),
    slowMs: patch.slowMs === undefined ? faults.slowMs : (patch.slowMs ?? 0),
    wrong: patch.wrong === undefined ? faults.wrong : patch.wrong,
    repeatPage: patch.repeatPage === undefined ? faults.repeatPage : (patch.repeatPage ?? false),
    lyingCursor: patch.lyingCursor === undefined ? faults.lyingCursor : (patch.lyingCursor ?? false),
    renameField: patch.renameField === undefined ? faults.renameField : patch.renameField,
    rate: patch.rate === undefined ? faults.rate : patch.rate,
  };
}

function downFrom(value: boolean | 'api' | 'token' | 'all' | null): Faults['down'] {
  if (value === true) return 'api';
  return value === false ? null : value;
}

export function isTokenDown(faults: Faults): boolean {
  return faults.tokenDown || faults.down === 'token' || faults.down === 'all';
}

export function isApiDown(faults: Faults): boolean {
  return faults.down === 'api' || faults.down === 'all';
}

/** The faults that are on, in words for people. */
export function describeFaults(faults: Faults): string[] {
  const words: string[] = [];
  if (faults.down === 'all') words.push('Everything answers 503');
  if (faults.down === 'api') words.push('The API answers 503');
  if (faults.tokenDown || faults.down === 'token') words.push('The token endpoint answers 503');
  if (faults.slowMs > 0) words.push(`Every API and token answer takes ${faults.slowMs} ms longer`);
  if (faults.wrong === 'html') words.push('The API answers with an HTML page');
  if (faults.wrong === 'truncated') words.push('The API cuts its answers off half-way');
  if (faults.wrong === 'not-json') words.push('The API answers with text that is not JSON');
  if (faults.wrong === '200-error') words.push('The API reports errors with status 200');
  if (faults.repeatPage) words.push('Every page is served twice');
  if (faults.lyingCursor) words.push('The cursor never moves on');
  if (faults.renameField) words.push(`The field “${faults.renameField.from}” is now called “${faults.renameField.to}”`);
  if (faults.rate !== null) words.push(`Only ${faults.rate} requests per 10 seconds`);
  return words;
}
