import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';

/*
 * Who may import whom, as `CONTRIBUTING.md` says it. Biome knows no rule of this shape, so it is written out here, as a
 * table: a file of the room on the left may import what the patterns on the right name, and nothing else of ours.
 */
const root = join(import.meta.dirname, '../..');

interface Rule {
  room: RegExp;
  ours: RegExp[];
  /** Packages that it may use; undefined: any. */
  packages?: RegExp[];
}

const test = /\/chaos\/|\.(test|spec)\.tsx?$|\/test-[\w-]+\.ts$|\.fixture\.ts$/;

const rules: Rule[] = [
  { room: /^connectors\/kit\//, ours: [/^connectors\/kit\//], packages: [/^zod$/, /^node:crypto$/] },
  {
    room: /^connectors\/(registry|load-catalogue|check-[\w-]+)\.ts$/,
    ours: [/^connectors\//, /^server\/(env|errors|runtime\/template|runtime\/declared\/compile-connector)\.ts$/],
  },
  { room: /^connectors\/([\w-]+)\//, ours: [/^connectors\/kit\/index\.ts$/, /^connectors\/$1\//], packages: [/^zod$/] },
  {
    room: /^server\/(syncs|proxy|hooks)\/fixture-connectors\//,
    ours: [/^connectors\/kit\/index\.ts$/],
    packages: [/^zod$/],
  },
  {
    room: /^server\/runtime\//,
    ours: [/^connectors\/(kit\/|registry\.ts)/, /^server\/(runtime|http)\//, /^server\/\w[\w-]*\.ts$/],
  },
  { room: /^server\//, ours: [/^server\//, /^connectors\/(kit\/|registry\.ts)/] },
  {
    room: /^app\//,
    // The console shows the tab as customers see it: by its React door, as any host does.
    ours: [/^app\//, /^server\//, /^connectors\/registry\.ts$/, /^embed-sdk\/src\/(react\/index|core\/contract)\.ts$/],
  },
  { room: /^embed-sdk\//, ours: [/^embed-sdk\//] },
  { room: /^migrations\//, ours: [], packages: [/^kysely$/] },
  {
    room: /^e2e\/connectors\/([\w-]+)\//,
    ours: [/^connectors\/kit\/index\.ts$/, /^e2e\/connectors\/$1\//],
    packages: [/^zod$/],
  },
  { room: /^e2e\//, ours: [/^e2e\//] },
  { room: /^demo\//, ours: [/^demo\//, /^server\//] },
  {
    room: /^bench\//,
    ours: [/^bench\//, /^server\//, /^demo\//, /^e2e\/sandbox\//, /^connectors\/(kit\/|registry\.ts)/],
  },
];

/** Only the one HTTP client may open connections to the outside (security.md 6); the rest serve, or reach our own database. */
const network = /^(undici|node:http|node:https|http|https|node:net|net|node:tls|tls)$/;
const mayUseNetwork = [
  /^server\/(http|boot|db)\//,
  /^server\/runtime\/(create-sql|sql-session|guarded)/,
  /^(e2e|bench|demo|embed-sdk)\//,
  test,
];

/** As the formatter writes them: on one line, or with the name on the line of the closing brace. */
const importLine =
  /^(?:import|export)\b[^'"\n]*\bfrom ['"]([^'"]+)['"]|^\} from ['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importLine)].flatMap(([, ...names]) => names.find((name) => name !== undefined) ?? []);
}

function resolve(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.'))
    return posix.normalize(relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/'));
  if (specifier.startsWith('#embed/')) return specifier.replace('#embed/', 'embed-sdk/src/');
  if (specifier.startsWith('#')) return specifier.slice(1);
  return undefined;
}

function problemsOf(file: string): string[] {
  const rule = rules.find(({ room }) => room.test(file));
  if (!rule) return [];
  const room = file.match(rule.room);
  const ours = rule.ours.map((pattern) => new RegExp(pattern.source.replace('$1', room?.[1] ?? '')));
  const problems: string[] = [];
  for (const specifier of importsOf(file)) {
    const target = resolve(file, specifier);
    if (target === undefined) {
      if (rule.packages && !test.test(file) && !rule.packages.some((pattern) => pattern.test(specifier)))
        problems.push(`may not use the package ${specifier}`);
      if (network.test(specifier) && !mayUseNetwork.some((pattern) => pattern.test(file)))
        problems.push(`may not open connections (${specifier}): server/http does`);
      continue;
    }
    if (test.test(file)) continue;
    if (!ours.some((pattern) => pattern.test(target))) problems.push(`may not import ${target}`);
    const [, fromNoun] = file.match(/^server\/([\w-]+)\//) ?? [];
    const [, toNoun] = target.match(/^server\/([\w-]+)\//) ?? [];
    if (
      fromNoun &&
      toNoun &&
      fromNoun !== toNoun &&
      /\.(router|job)\.ts$/.test(target) &&
      !['trpc', 'jobs'].includes(fromNoun)
    ) {
      problems.push(`may not import another noun's router or job (${target})`);
    }
    if (/^server\/db\/pool\.ts$/.test(target) && !/^(server\/(db|boot)|bench)\//.test(file))
      problems.push('may not import the raw pool: use withTenant or controlDb');
  }
  return problems.map((problem) => `${file}: ${problem}`);
}

/** A connector's name stands nowhere outside its folder. */
function slugProblems(files: string[]): string[] {
  // Words of the field, or of any text, as well as names of connectors: a database is called what it is called.
  const words = new Set(
    'kit catalogue _template postgres mysql http webhook sftp s3 smtp imap csv box linear monday square zoom front'.split(
      ' ',
    ),
  );
  const slugs = new Set(
    files.flatMap((file) => file.match(/^connectors\/([a-z][\w-]*)\//)?.[1] ?? []).filter((slug) => !words.has(slug)),
  );
  const watched = files.filter((file) => /^(app|server|embed-sdk)\//.test(file) && !test.test(file));
  return watched.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8').toLowerCase();
    return [...slugs]
      .filter((slug) => new RegExp(`\\b${slug}\\b`).test(text))
      .map((slug) => `${file}: names the connector ${slug}`);
  });
}

function environmentProblems(files: string[]): string[] {
  const readers = [
    /^server\/syncs\/chaos\//,
    /^server\/env\.ts$/,
    /^server\/boot\//,
    /^server\/checks\//,
    /^server\/connector-tools\//,
    /^server\/db\/(test-|embedded)/,
    test,
  ];
  return files
    .filter((file) => /^(app|server)\//.test(file) && !readers.some((pattern) => pattern.test(file)))
    .filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => `${file}: reads process.env: server/env.ts does`);
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.d.ts') && existsSync(join(root, file)));

const problems = [...files.flatMap(problemsOf), ...slugProblems(files), ...environmentProblems(files)];
process.stdout.write(
  problems.length === 0
    ? `Import rules: ${files.length} files, none breaks a rule.\n`
    : `${problems.join('\n')}\n${problems.length} problem(s).\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
