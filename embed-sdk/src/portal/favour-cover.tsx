import { useEffect, useRef, useState } from 'react';
import { Button } from '../react/controls/button.tsx';
import { TriangleShape } from '../react/controls/icons.tsx';
import { Notice } from '../react/controls/notice.tsx';
import { PermissionList } from '../react/integration/what-it-does.tsx';
import { Card } from './card.tsx';
import { usePortal } from './portal-context.ts';
import type { PortalAnswer, PortalState } from './portal-state.ts';
import { useAct } from './use-act.ts';

type Favour = Extract<PortalState, { state: 'favour' }>;

/** What is asked, by whom and for whom; then the code that shows that it is the right person. */
export function FavourCover({ app, customer, asker, note, permissions, email, coded }: Favour) {
  const { t } = usePortal();
  const acting = useAct();
  const { act, busy, last, failed } = acting;
  const values = { app, customer, asker, email };
  return (
    <Card heading={t('favour.heading', values)}>
      <p className="pt-prose">{t('favour.body', values)}</p>
      {note && (
        <div className="portal-lead">
          <p className="pt-small pt-quiet">{t('favour.note', values)}</p>
          <blockquote className="portal-note">{note}</blockquote>
        </div>
      )}
      {permissions.length > 0 && (
        <section className="pt-section">
          <h2 className="pt-subtitle">{t('favour.permissions', values)}</h2>
          <PermissionList permissions={permissions} />
        </section>
      )}
      {failed && <Notice alert tone="bad" sentence={t('failed')} />}
      {coded ? (
        <CodeForm email={email} acting={acting} />
      ) : (
        <>
          <p className="pt-prose">{t('favour.proof', values)}</p>
          <Problem answer={last} />
          <div className="portal-actions">
            <Button look="primary" busy={busy !== null} onClick={() => act('code')}>
              {t('favour.send')}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

/** Why no code came, or why the one that there was is worth nothing. */
function Problem({ answer }: { answer: PortalAnswer | null }) {
  const { t } = usePortal();
  if (answer?.problem === 'no_code') return <Notice alert tone="warning" sentence={t('code.none')} />;
  if (answer?.problem === 'not_sent') return <Notice alert tone="bad" sentence={t('code.notSent')} />;
  if (answer?.problem !== 'too_often') return null;
  return <Notice alert tone="warning" sentence={t('code.tooOften', { left: answer.left ?? 1 })} />;
}

function CodeForm({ email, acting }: { email: string; acting: ReturnType<typeof useAct> }) {
  const { t } = usePortal();
  const { act, busy, last } = acting;
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [again, setAgain] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isWrong = last?.problem === 'wrong_code';
  // The button that asked for the code is gone: what comes next is to type it.
  useEffect(() => {
    if (last?.sent || isWrong) input.current?.focus();
    if (isWrong) input.current?.select();
  }, [last, isWrong]);
  const digits = code.replace(/\D/g, '');
  const wrong = isWrong ? t('code.wrong', { left: last.left ?? 0 }) : null;
  const complaint = missing ? t('code.missing') : wrong;
  return (
    <form
      className="pt-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(digits.length !== 6);
        if (digits.length === 6) void act('enter', { code: digits });
      }}
    >
      <p className="pt-prose" role="status">
        {t('code.sent', { email })}
      </p>
      <div className="pt-field">
        <label className="pt-field__label" htmlFor="code">
          {t('code.label')}
        </label>
        <input
          id="code"
          ref={input}
          className="pt-input portal-code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          value={code}
          aria-invalid={complaint ? true : undefined}
          aria-describedby={complaint ? 'code-error' : undefined}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            setMissing(false);
          }}
        />
        {complaint && (
          <p className="pt-field__error" id="code-error" role="alert">
            <TriangleShape />
            {complaint}
          </p>
        )}
      </div>
      <Problem answer={last} />
      {again && last?.sent && <Notice alert tone="good" sentence={t('code.again.done')} />}
      <div className="portal-actions">
        <Button type="submit" look="primary" busy={busy === 'enter'}>
          {t('code.check')}
        </Button>
        <Button
          look="plain"
          busy={busy === 'code'}
          onClick={() => {
            setAgain(true);
            void act('code');
          }}
        >
          {t('code.again')}
        </Button>
      </div>
    </form>
  );
}
