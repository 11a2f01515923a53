import { Badge } from '#app/ui/badge.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { JsonView } from '#app/ui/json-view.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { Section } from '#app/ui/section.tsx';
import type { TestResult } from './definition.ts';

/** What a test has brought: the verdict first, then what the engine made of the answer, then the wire. */
export function TestResultView({ result }: { result: TestResult }) {
  const { account, rows, output, calls, problems } = result;
  return (
    <>
      <Verdict result={result} />
      {problems.length > 0 && (
        <Section title="Not as declared" note="Each row or answer that does not fit fails alone">
          <ul>
            {problems.map(({ path, message }) => (
              <li
                key={`${path.join('.')} ${message}`}
                className="border-b border-line px-4 py-1.5 text-12 last:border-0"
              >
                <span className="font-mono">{placeOf(path, rows !== null)}</span> {message}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {account && <JsonView label="Account" value={account} />}
      {rows && rows.length > 0 && <JsonView label="Rows" value={rows} />}
      {output !== null && output !== undefined && <JsonView label="Output" value={output} />}
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the calls of one test never change their order
        <CallView key={index} call={call} />
      ))}
    </>
  );
}

const placeOf = (path: (string | number)[], isRow: boolean): string => {
  const [first, ...rest] = path;
  if (isRow && typeof first === 'number')
    return ['row', first + 1, ...rest].join(' ').replace(/ (?=\S+$)/, rest.length > 0 ? ': ' : ' ');
  return path.join('.') || 'the answer';
};

function Verdict({ result: { ok, error, account, rowCount, hasMore, problems, output } }: { result: TestResult }) {
  if (error) return <Callout tone="failed" title={error.message} text={error.field && `At ${error.field}.`} />;
  const got =
    account !== null
      ? `It is the account ${account.name}.`
      : rowCount !== null
        ? `${countWords(rowCount, 'row')} came${hasMore ? ', and there are more pages' : ', and that is all'}.`
        : output === null
          ? 'It was done; the answer has no body.'
          : 'It was done.';
  if (ok) return <Callout tone="active" title={got} />;
  return (
    <Callout
      tone="attention"
      title={got}
      text={`${countWords(problems.length, 'place')} of it ${problems.length === 1 ? 'is' : 'are'} not as the definition says.`}
    />
  );
}

function CallView({ call }: { call: TestResult['calls'][number] }) {
  return (
    <Section
      title={`${call.method} ${URL.parse(call.url)?.pathname ?? call.url}`}
      note={`${call.durationMs} ms`}
      actions={<Badge mono>{call.status ?? 'no answer'}</Badge>}
    >
      <div className="flex flex-col gap-3 p-4">
        <p className="font-mono text-12 wrap-anywhere">{call.url}</p>
        <Headers name="Request headers" headers={call.requestHeaders} />
        {call.requestBody !== null && <Body name="Request body" text={call.requestBody} />}
        <Headers name="Answer headers" headers={call.responseHeaders} />
        {call.responseBody !== null && <Body name="Answer body" text={call.responseBody} />}
      </div>
    </Section>
  );
}

const Headers = ({ name, headers }: { name: string; headers: [string, string][] }) =>
  headers.length > 0 && (
    <details>
      <summary className="cursor-pointer text-12 text-muted">
        {name} ({headers.length})
      </summary>
      <ScrollRegion label={name} className="mt-1">
        <pre className="font-mono text-12">{headers.map(([key, value]) => `${key}: ${value}`).join('\n')}</pre>
      </ScrollRegion>
    </details>
  );

function Body({ name, text }: { name: string; text: string }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-12 text-muted">{name}</p>
      <div className="max-h-80 overflow-auto">
        <CodeBlock what={name} code={indented(text)} wrap />
      </div>
    </div>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
