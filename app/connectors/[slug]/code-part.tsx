import type { ReactNode } from 'react';
import type { CodeSamples } from '#server/catalog-pages/code-samples.ts';
import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { CodeSample } from '../code-sample.tsx';
import { PagePart } from './page-part.tsx';

export function CodePart({ page }: { page: ConnectorPage }) {
  const { name, actions, objects, address, proxy } = page;
  const first = actions.find(({ effect }) => effect === 'writes') ?? actions[0];
  return (
    <PagePart id="code" title="Code">
      {first && (
        <Samples title={`Run an action: ${first.title}`} code={first.code}>
          With a secret key from the console’s settings, and the id of a customer’s connection. The input is checked
          before
          {` ${name} `}is called, and errors name their field.
        </Samples>
      )}
      {proxy && (
        <Samples title={first ? 'Call anything else' : 'Call its API'} code={proxy}>
          The proxy puts the customer’s access on your request and passes both bodies through untouched. PATH is what
          stands in {name}’s documentation behind <code className="font-mono text-12 wrap-anywhere">{address}</code>.
        </Samples>
      )}
      {!first && !proxy && (
        <p className="max-w-[72ch] text-muted">
          {objects.length > 0
            ? `${name} is not called by HTTP. What is synced is read from GET /api/v1/records.`
            : `${name} is not called by HTTP.`}
        </p>
      )}
    </PagePart>
  );
}

function Samples({ title, code, children }: { title: string; code: CodeSamples; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      <p className="max-w-[72ch] text-muted">{children}</p>
      <div className="grid min-w-0 gap-2 lg:grid-cols-2">
        <CodeSample code={code.shell} what={`${title}, in a shell`} />
        <CodeSample code={code.script} what={`${title}, in JavaScript`} />
      </div>
    </div>
  );
}
