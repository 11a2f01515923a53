import { describe, expect, test } from 'vitest';
import { readDemoSettings } from './demo-settings.ts';

describe('the settings of the demo', () => {
  test('come from flags, then from the environment, then from the defaults', () => {
    const settings = readDemoSettings(['--port', '5000'], {
      PORTICO_PORT: '6000',
      ACME_PORT: '6001',
      PORTICO_DATA: '/data',
    });
    expect(settings).toMatchObject({ port: 5000, acmePort: 6001, sandboxPort: 4702, dataDir: '/data', contacts: 1240 });
  });

  test('that can not be used are told by name, with the usage', () => {
    for (const argv of [
      ['--port', 'many'],
      ['--port', '70000'],
      ['--contacts', '0'],
      ['--colour', 'red'],
    ]) {
      expect(() => readDemoSettings(argv, {}), argv.join(' ')).toThrow(argv[0]);
    }
  });
});
