import { DataFileError } from './data-file.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { readSettings, type SandboxOptions, SettingsError } from './settings.ts';

async function main(): Promise<void> {
  const options = readSettings(process.env, process.argv.slice(2));
  const sandbox = await startSandbox(options).catch((error: unknown) => {
    throw inWords(error, options);
  });
  process.stdout.write(`tidewater ready on ${sandbox.origin}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(sandbox));
}

async function stop(sandbox: Sandbox): Promise<void> {
  try {
    await sandbox.close();
    process.exit(0);
  } catch (error) {
    fail(error);
  }
}

function inWords(error: unknown, { port, host }: SandboxOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new SettingsError(
      `Tidewater cannot start: port ${port} on ${host} is in use. Stop the program that uses it, or set TIDEWATER_PORT to another port.`,
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new SettingsError(
      `Tidewater cannot start: this machine does not let it listen on port ${port} of ${host}. Set TIDEWATER_PORT and TIDEWATER_HOST to others.`,
    );
  }
  return error;
}

function fail(error: unknown): never {
  const isPlain = error instanceof SettingsError || error instanceof DataFileError;
  const words =
    isPlain || !(error instanceof Error) ? String(isPlain ? error.message : error) : (error.stack ?? error.message);
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

main().catch(fail);
