import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { scopeWordsOf } from '#server/catalog/scope-words.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { InstallationId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { syncKey } from '#server/integrations/definition.ts';
import { diffDefinitions } from '#server/integrations/diff-definitions.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { readMapping } from '#server/mapping/read-mapping.ts';
import { loadInstalled } from './load-installed.ts';
import { moveInstallation } from './move-installation.ts';
import { type Installed, type Need, needsOf } from './needs.ts';
import { findOpenRollout } from './rollout.queries.ts';

interface Accept {
  version: number;
  answers: Record<string, unknown>;
  mappings: Record<string, unknown>;
  actor: string;
  now: Date;
}

/** The customer's yes to a newer version, with what it needs. What is still missing is told at its place, and nothing changes. */
export async function acceptUpgrade(tx: TenantTx, id: InstallationId, accept: Accept): Promise<void> {
  const { version, actor, now } = accept;
  const installation = await getInstallation(tx, id);
  const integration = await getIntegration(tx, installation.integration_id);
  if (installation.asked_version !== version) {
    throw new AppError('conflict', `Version ${version} is not what is asked about now.`, {
      remedy: 'Load it again: it may be there already, or another one is.',
    });
  }
  const definition = await loadDefinition(tx, { integration_id: integration.id, integration_version: version });
  const loaded = await getConnector(tx, integration.connector);
  const { connector } = loaded;
  const known = (await loadInstalled(tx, [installation])).get(id);
  if (!known) throw new Error('The installation was read a moment ago.');
  const mended = mendedMappings(accept.mappings, definition.syncs.map(syncKey));
  const answers = { ...known.answers, ...accept.answers };
  const installed: Installed = {
    ...known,
    answers,
    mapped: known.mapped.map((one) => ({ ...one, mapping: mended.get(one.key) ?? one.mapping })),
  };
  const changes = diffDefinitions(await loadDefinition(tx, installation), definition, connector);
  const weighing = { definition, changes, policy: integration.upgrades, connector, scopeWords: scopeWordsOf(loaded) };
  refuseOpen(needsOf(installed, weighing).filter(({ kind }) => kind !== 'agree'));
  const rollout = await findOpenRollout(tx, integration.id);
  await moveInstallation(tx, {
    ...{ integration, installation, version, answers, actor, now },
    mended: Object.fromEntries(mended),
    rolloutId: rollout?.version === version ? rollout.id : null,
    sentence: `The update of ${integration.name} was accepted.`,
  });
}

const documents = z.record(z.string(), z.unknown());

function mendedMappings(given: Accept['mappings'], keys: readonly string[]) {
  const read = Object.entries(documents.parse(given)).map(([key, document]) => {
    const reading = readMapping(document);
    if ('mapping' in reading && keys.includes(key)) return [key, reading.mapping] as const;
    const why = 'problems' in reading ? reading.problems[0]?.message : 'There is no such sync.';
    throw new AppError('invalid', `The mapping of ${key} can’t be used. ${why ?? ''}`, {
      field: `mappings.${key}`,
      remedy: 'Correct it.',
    });
  });
  return new Map(read);
}

function refuseOpen(open: readonly Need[]): void {
  const [first] = open;
  if (!first) return;
  const issues = open.map((need) => ({ field: fieldOf(need), message: need.sentence }));
  throw new AppError(first.kind === 'answer' ? 'invalid' : 'conflict', first.sentence, {
    field: fieldOf(first),
    remedy: remedies[first.kind],
    issues,
  });
}

const remedies: Record<Need['kind'], string> = {
  answer: 'Choose or type an answer.',
  allow: 'Connect the account again, and allow it there.',
  mend: 'Match its fields, and accept with the new mapping.',
  agree: 'Accept it.',
};

function fieldOf(need: Need): string {
  if (need.kind === 'answer') return `answers.${need.name}`;
  return need.kind === 'mend' ? `mappings.${need.sync}` : need.kind;
}
