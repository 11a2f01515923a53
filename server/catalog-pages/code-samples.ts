// A line of the code that is shown.
const authorization = `    authorization: \`Bearer \${secretKey}\`,`;

/** Code that a vendor can paste: for a shell, with the key in its environment, and as JavaScript. */
export interface CodeSamples {
  shell: string;
  script: string;
}

export function proxySamples(base: string): CodeSamples {
  return {
    shell: [
      `curl "${base}/api/v1/proxy/PATH" \\`,
      '  -H "authorization: Bearer $PORTICO_SECRET_KEY" \\',
      '  -H "portico-connection: $CONNECTION"',
    ].join('\n'),
    script: [
      `const response = await fetch('${base}/api/v1/proxy/PATH', {`,
      '  headers: {',
      authorization,
      "    'portico-connection': connection,",
      '  },',
      '});',
      'const answer = await response.json();',
    ].join('\n'),
  };
}

export function destinationSamples({ base, connector }: Pick<ActionCall, 'base' | 'connector'>): CodeSamples {
  const body = JSON.stringify({ name: 'Warehouse', connector, fields: {} }, null, 2).replace('{}', '{ … }');
  return {
    shell: [
      `curl "${base}/api/v1/destinations" \\`,
      '  -H "authorization: Bearer $PORTICO_SECRET_KEY" \\',
      '  -H "content-type: application/json" \\',
      `  -d '${body}'`,
    ].join('\n'),
    script: [
      `const response = await fetch('${base}/api/v1/destinations', {`,
      "  method: 'POST',",
      '  headers: {',
      authorization,
      "    'content-type': 'application/json',",
      '  },',
      `  body: JSON.stringify({ name: 'Warehouse', connector: '${connector}', fields }),`,
      '});',
      'const destination = await response.json();',
    ].join('\n'),
  };
}

/** `once`: whether it could happen twice, and is therefore sent with a key that prevents it. */
interface ActionCall {
  base: string;
  connector: string;
  action: string;
  example: unknown;
  once: boolean;
}

export function actionSamples({ base, connector, action, example, once }: ActionCall): CodeSamples {
  const url = `${base}/api/v1/actions/${connector}/${action}`;
  const input = JSON.stringify(example ?? {}, null, 2);
  const body = ['{', '  "connection": "con_…",', `  "input": ${indented(input, 2)}`, '}'].join('\n');
  return {
    shell: [
      `curl "${url}" \\`,
      '  -H "authorization: Bearer $PORTICO_SECRET_KEY" \\',
      '  -H "content-type: application/json" \\',
      ...(once ? ['  -H "idempotency-key: $(uuidgen)" \\'] : []),
      // In single quotes a shell reads everything as it is, but the quote itself.
      `  -d '${body.replaceAll("'", String.raw`'\''`)}'`,
    ].join('\n'),
    script: [
      `const response = await fetch('${url}', {`,
      "  method: 'POST',",
      '  headers: {',
      authorization,
      "    'content-type': 'application/json',",
      ...(once ? ["    'idempotency-key': crypto.randomUUID(),"] : []),
      '  },',
      '  body: JSON.stringify({',
      '    connection,',
      `    input: ${indented(input, 4)},`,
      '  }),',
      '});',
      'const answer = await response.json();',
    ].join('\n'),
  };
}

const indented = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`);
