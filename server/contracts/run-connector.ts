import type { Contract } from '#connectors/kit/contract.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { Court, type Heard } from './court.ts';
import { judgeRows, type RowsVerdict } from './judge-rows.ts';
import { RowProblem } from './object-probes.ts';
import { type Probe, probesOf } from './probes.ts';
import { contextFor } from './stand.ts';
import type { Witness } from './witness.ts';

/** What became of one thing that a connector can do. */
export interface ProbeResult {
  probe: string;
  outcome: 'valid' | 'refused' | 'skipped' | 'failed';
  /** Its requests were valid, and then an answer stopped it: what it would have sent next is not known. */
  isStopped: boolean;
  /** Operations of the description that it used. */
  operations: string[];
  requests: number;
  reasons: string[];
}

export interface ConnectorResult {
  connector: string;
  /** Different operations of the descriptions that were used. */
  operations: number;
  valid: number;
  /** Of the valid ones. */
  stopped: number;
  refused: number;
  failed: number;
  skipped: number;
  probes: ProbeResult[];
  rows: RowsVerdict[];
}

/** A connector or contract that can't be loaded is a failure of its own, and stops no other. */
export function unusable(connector: string, reason: string): ConnectorResult {
  const probe = {
    probe: 'connector',
    outcome: 'failed',
    isStopped: false,
    operations: [],
    requests: 0,
    reasons: [reason],
  } as const;
  return {
    connector,
    operations: 0,
    valid: 0,
    stopped: 0,
    refused: 0,
    failed: 1,
    skipped: 0,
    probes: [{ ...probe, operations: [], reasons: [reason] }],
    rows: [],
  };
}

/** Sends everything that a connector can send to the judges of its contract. */
export async function runConnector(
  loaded: LoadedConnector,
  contract: Contract,
  witnesses: Witness[],
): Promise<ConnectorResult> {
  const court = new Court(witnesses, contract);
  const probes: ProbeResult[] = [];
  for (const probe of probesOf(loaded.connector, contract))
    probes.push(await runProbe(probe, { loaded, contract, court }));
  const rows = judgeRows(loaded.connector, contract, witnesses);
  const count = (outcome: ProbeResult['outcome']) => probes.filter((result) => result.outcome === outcome).length;
  return {
    connector: loaded.slug,
    operations: new Set(probes.flatMap(({ operations }) => operations)).size,
    valid: count('valid'),
    stopped: probes.filter(({ isStopped }) => isStopped).length,
    refused: count('refused'),
    failed: count('failed') + rows.filter(({ problems }) => problems.length > 0).length,
    skipped: count('skipped'),
    probes,
    rows,
  };
}

interface Given {
  loaded: LoadedConnector;
  contract: Contract;
  court: Court;
}

async function runProbe({ name, run, skip }: Probe, { loaded, contract, court }: Given): Promise<ProbeResult> {
  if (skip !== undefined)
    return { probe: name, outcome: 'skipped', isStopped: false, operations: [], requests: 0, reasons: [skip] };
  court.begin({ endsLists: /^(objects\..*\.(pull|incremental)|options\.|triggers\.)/.test(name) });
  let stopped: unknown;
  let context: ReturnType<typeof contextFor> | undefined;
  try {
    context = contextFor(loaded, contract, court);
    await run(context);
  } catch (error) {
    stopped = error;
  } finally {
    await context?.close();
  }
  return resultOf(name, court.heard, stopped);
}

function resultOf(probe: string, heard: Heard[], error: unknown): ProbeResult {
  const stopped = error === undefined ? undefined : error instanceof Error ? error.message : String(error);
  const operations = [...new Set(heard.filter(({ verdict }) => verdict === 'valid').map(({ operation }) => operation))];
  const plain = { probe, operations, requests: heard.length, isStopped: false };
  const refused = heard.filter(({ verdict }) => verdict === 'refused');
  if (refused.length > 0)
    return {
      ...plain,
      outcome: 'refused',
      reasons: refused.map(({ operation, reasons }) => `${operation}: ${reasons.join('; ')}`),
    };
  const elsewhere = heard.filter(({ verdict }) => verdict === 'unknown').map(({ operation }) => operation);
  if (elsewhere.length > 0)
    return {
      ...plain,
      outcome: 'failed',
      reasons: [`no description of the contract knows ${elsewhere.join(', ')}: name one, or a reason to skip it`],
    };
  // The maker's own example is a row: the first page of a list is it as it stands.
  if (error instanceof RowProblem && heard[0]?.from === 'example')
    return { ...plain, outcome: 'failed', reasons: [`the row does not take the maker's example: ${stopped}`] };
  if (heard.length > 0)
    return {
      ...plain,
      isStopped: stopped !== undefined,
      outcome: 'valid',
      reasons: stopped === undefined ? [] : [`stopped by its answer: ${stopped}`],
    };
  if (stopped !== undefined) return { ...plain, outcome: 'failed', reasons: [`it sent nothing: ${stopped}`] };
  return { ...plain, outcome: 'skipped', reasons: ['it sends nothing'] };
}
