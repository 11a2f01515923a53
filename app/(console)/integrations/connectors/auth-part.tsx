'use client';

import { Section } from '#app/ui/section.tsx';
import { isObject, textAt, valueAt, withValue } from './definition.ts';
import { ChoiceField, type FormState, TextField } from './form-field.tsx';

const key = { type: 'string', title: 'API key', minLength: 1, secret: true };
const keyForm = { type: 'object', properties: { apiKey: key }, required: ['apiKey'] };

/** How each way in begins. */
const beginnings = {
  key: { kind: 'key', fields: keyForm, place: { headers: { authorization: 'Bearer {{apiKey}}' } } },
  oauth2: {
    kind: 'oauth2',
    authorizeUrl: 'https://acme.example/oauth/authorize',
    tokenUrl: 'https://acme.example/oauth/token',
    scopes: [],
    scopeWords: {},
    refresh: 'rotating',
  },
  token: {
    kind: 'token',
    fields: {
      type: 'object',
      properties: {
        clientId: { type: 'string', title: 'Client id', minLength: 1 },
        clientSecret: { type: 'string', title: 'Client secret', minLength: 1, secret: true },
      },
      required: ['clientId', 'clientSecret'],
    },
    steps: [
      {
        name: 'login',
        method: 'POST',
        url: 'https://acme.example/oauth/token',
        form: { grant_type: 'client_credentials', client_id: '{{clientId}}', client_secret: '{{clientSecret}}' },
        take: { token: 'access_token' },
        expiresIn: 'expires_in',
      },
    ],
    place: { headers: { authorization: 'Bearer {{login.token}}' } },
  },
  none: { kind: 'none' },
};

const kinds = [
  { value: 'key', label: 'A key, or user and password' },
  { value: 'oauth2', label: 'A sign-in (OAuth 2)' },
  { value: 'token', label: 'A token that is fetched first' },
  { value: 'none', label: 'Nothing' },
];

export function AuthPart(state: FormState) {
  const { definition, onChange } = state;
  const kind = textAt(definition, ['auth', 'kind']);
  const choose = (next: string) => {
    const found = Object.entries(beginnings).find(([name]) => name === next)?.[1];
    if (found && next !== kind) onChange(withValue(definition, ['auth'], found));
  };
  return (
    <Section title="What lets in">
      <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <ChoiceField
            label="The app gives"
            value={kind}
            choices={kinds}
            onChoose={choose}
            help="Signatures, certificates, OAuth 1, MCP and several kinds of account: in the JSON."
          />
        </div>
        {kind === 'key' && <KeyFields {...state} />}
        {kind === 'oauth2' && <SignInFields {...state} />}
        {kind === 'token' && (
          <p className="text-muted sm:col-span-2">
            Its form and its steps are written in the JSON, at auth.fields and auth.steps.
          </p>
        )}
      </div>
    </Section>
  );
}

function KeyFields(state: FormState) {
  const fields = valueAt(state.definition, ['auth', 'fields', 'properties']);
  const headers = valueAt(state.definition, ['auth', 'place', 'headers']);
  const names = isObject(fields) ? Object.keys(fields) : [];
  const placed = isObject(headers) ? Object.keys(headers) : [];
  return (
    <>
      {names.map((name) => (
        <TextField
          key={name}
          {...state}
          path={['auth', 'fields', 'properties', name, 'title']}
          label={`Asked as (${name})`}
          help={`The places of a request say {{${name}}}.`}
        />
      ))}
      {placed.map((header) => (
        <TextField
          key={header}
          {...state}
          path={['auth', 'place', 'headers', header]}
          label={`Header ${header}`}
          mono
        />
      ))}
      <div className="sm:col-span-2">
        <TextField {...state} path={['auth', 'help']} label="Where the customer finds it" optional />
      </div>
    </>
  );
}

function SignInFields(state: FormState) {
  const { definition, onChange } = state;
  const scopes = valueAt(definition, ['auth', 'scopes']);
  return (
    <>
      <TextField {...state} path={['auth', 'authorizeUrl']} label="Authorize address" mono />
      <TextField {...state} path={['auth', 'tokenUrl']} label="Token address" mono />
      <ScopesField
        scopes={Array.isArray(scopes) ? scopes.map(String) : []}
        onChange={(next) => onChange(withValue(definition, ['auth', 'scopes'], next))}
      />
      <ChoiceField
        label="Renewal"
        value={textAt(definition, ['auth', 'refresh'])}
        choices={[
          { value: 'rotating', label: 'A new refresh token each time' },
          { value: 'fixed', label: 'The refresh token stays' },
          { value: 'none', label: 'None: a person signs in again' },
        ]}
        onChoose={(value) => onChange(withValue(definition, ['auth', 'refresh'], value))}
      />
    </>
  );
}

const ScopesField = ({ scopes, onChange }: { scopes: string[]; onChange: (scopes: string[]) => void }) => (
  <TextField
    definition={{ scopes: scopes.join(' ') }}
    problems={[]}
    path={['scopes']}
    label="Scopes"
    mono
    help="With a blank between them"
    onChange={(next) => onChange(String(next.scopes).split(/\s/))}
  />
);
