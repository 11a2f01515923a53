import type Provider from 'oidc-provider';
import { errors, type Interaction } from 'oidc-provider';
import { findUser, findUserByLogin } from '../accounts/accounts.ts';
import { comesFromElsewhere, type Exchange, readForm, redirect, sendPage } from '../http-exchange.ts';
import { consentPage } from '../pages/consent-page.ts';
import { errorPage, forbiddenFormPage, notFoundPage } from '../pages/error-page.ts';
import { loginPage } from '../pages/login-page.ts';
import type { World } from '../world.ts';
import { describeScopes, knownScopes } from './scopes.ts';
import { signOut } from './session.ts';

/** `/interaction/<uid>[/<action>]`: what a person is asked while an app waits to be connected. */
export async function handleInteraction(exchange: Exchange, world: World, provider: Provider): Promise<void> {
  const { req, res, url, method } = exchange;
  const [, , uid = '', action = 'show'] = url.pathname.split('/');
  if (method === 'POST' && comesFromElsewhere(exchange)) return sendPage(res, 403, forbiddenFormPage());

  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(req, res);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    return sendPage(res, 400, expiredPage());
  }
  if (interaction.uid !== uid) return sendPage(res, 400, expiredPage());

  const client = await provider.Client.find(String(interaction.params.client_id));
  const step = { exchange, world, provider, interaction, clientName: client?.clientName ?? 'An app' };
  if (method === 'GET' && action === 'show') return show(step);
  if (method === 'POST' && action === 'login') return logIn(step);
  if (method === 'POST' && action === 'allow') return allow(step);
  if (method === 'POST' && action === 'refuse') return refuse(step);
  if (method === 'POST' && action === 'switch') return switchUser(step);
  return sendPage(res, 404, notFoundPage());
}

interface Step {
  exchange: Exchange;
  world: World;
  provider: Provider;
  interaction: Interaction;
  clientName: string;
}

async function show({ exchange, world, interaction, clientName }: Step): Promise<void> {
  if (interaction.prompt.name === 'login') {
    const hint = interaction.params.login_hint;
    const email = typeof hint === 'string' ? hint : '';
    return sendPage(exchange.res, 200, loginPage({ action: `/interaction/${interaction.uid}`, clientName, email }));
  }
  const user = findUser(interaction.session?.accountId);
  const account = user && world.account(user.accountId);
  if (!user || !account) return sendPage(exchange.res, 400, expiredPage());
  const scopes = describeScopes(requestedScopes(interaction));
  sendPage(
    exchange.res,
    200,
    consentPage({ uid: interaction.uid, clientName, user, accountName: account.seed.name, scopes }),
  );
}

async function logIn({ exchange, provider, interaction, clientName }: Step): Promise<void> {
  const { req, res } = exchange;
  const form = await readForm(req);
  const email = form.get('email') ?? '';
  const user = findUserByLogin(email, form.get('password') ?? '');
  const action = `/interaction/${interaction.uid}`;
  if (user === undefined) {
    const error = 'That email address and password do not belong together. Check both and sign in again.';
    return sendPage(res, 401, loginPage({ action, clientName, email, error }));
  }
  const already = interaction.session?.accountId;
  if (already !== undefined && already !== user.id) {
    const error = `${clientName} asked ${findUser(already)?.email ?? 'the same person'} to sign in again. Sign in as that person, or refuse.`;
    return sendPage(res, 409, loginPage({ action, clientName, email, error }));
  }
  await provider.interactionFinished(req, res, { login: { accountId: user.id } }, { mergeWithLastSubmission: false });
}

async function allow({ exchange, provider, interaction }: Step): Promise<void> {
  const accountId = interaction.session?.accountId;
  const clientId = String(interaction.params.client_id);
  if (accountId === undefined) return sendPage(exchange.res, 400, expiredPage());
  const form = await readForm(exchange.req);
  const kept = form.getAll('scope');
  const scopes = describeScopes(requestedScopes(interaction));
  const allowed = scopes.filter(({ scope, refusable }) => !form.has('choice') || !refusable || kept.includes(scope));
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(allowed.map(({ scope }) => scope).join(' '));
  // What was taken off the list was answered, too; unanswered, the person would be asked again and again.
  grant.rejectOIDCScope(
    scopes
      .filter((scope) => !allowed.includes(scope))
      .map(({ scope }) => scope)
      .join(' '),
  );
  const grantId = await grant.save();
  await provider.interactionFinished(exchange.req, exchange.res, { consent: { grantId } });
}

async function refuse({ exchange, provider }: Step): Promise<void> {
  const refusal = { error: 'access_denied', error_description: 'The person refused to give access.' };
  await provider.interactionFinished(exchange.req, exchange.res, refusal, { mergeWithLastSubmission: false });
}

/** Starts the same request once more, with nobody signed in. */
async function switchUser({ exchange, provider, interaction }: Step): Promise<void> {
  await signOut(provider, exchange);
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(interaction.params))
    if (typeof value === 'string') params.set(name, value);
  params.set('prompt', 'login consent');
  redirect(exchange.res, `/oauth/authorize?${params}`);
}

function requestedScopes(interaction: Interaction): string[] {
  const scope = interaction.params.scope;
  return typeof scope === 'string' ? scope.split(' ').filter((one) => knownScopes.includes(one)) : [];
}

function expiredPage() {
  return errorPage({
    title: 'This sign-in page has run out',
    message: 'It was open for too long, or it was already used. Nothing was connected.',
    remedy: 'Close this window, go back to the app and connect again.',
  });
}
