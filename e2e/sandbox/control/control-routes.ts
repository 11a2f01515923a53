import { ApiError } from '../api/api-error.ts';
import {
  BodyError,
  comesFromElsewhere,
  type Exchange,
  readForm,
  readJson,
  redirect,
  sendJson,
  sendPage,
} from '../http-exchange.ts';
import { controlPage } from '../pages/control-page.ts';
import { errorPage, forbiddenFormPage, notFoundPage } from '../pages/error-page.ts';
import type { World } from '../world.ts';
import {
  changeContact,
  changeContacts,
  describeState,
  expire,
  register,
  revoke,
  seed,
  setFaults,
} from './control-actions.ts';
import { runControlForm } from './control-forms.ts';

/** `/control`: the page, its forms under `/control/do/…`, and the same as JSON under `/control/api/…`. */
export async function handleControl(exchange: Exchange, world: World): Promise<void> {
  const { res, url, method } = exchange;
  const [, , area, ...rest] = url.pathname.split('/');
  if (area === 'api') return handleControlApi(exchange, world, rest);
  if (area === undefined && method === 'GET') {
    return sendPage(res, 200, controlPage(describeState(world), { done: url.searchParams.get('done') ?? '' }));
  }
  if (area === 'do' && method === 'POST') {
    if (comesFromElsewhere(exchange)) return sendPage(res, 403, forbiddenFormPage());
    return handleForm(exchange, world, rest[0] ?? '');
  }
  sendPage(res, 404, notFoundPage());
}

async function handleForm({ req, res }: Exchange, world: World, action: string): Promise<void> {
  try {
    const done = runControlForm(world, action, await readForm(req));
    redirect(res, `/control?done=${done}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const remedy = 'Go back to the control room and change what you entered.';
    sendPage(
      res,
      error.status,
      errorPage({ title: 'The control room could not do that', message: error.message, remedy }),
    );
  }
}

async function handleControlApi(exchange: Exchange, world: World, path: readonly string[]): Promise<void> {
  const { req, res } = exchange;
  try {
    if (comesFromElsewhere(exchange))
      throw new ApiError(403, 'forbidden', 'Another web page may not use the control room.');
    sendJson(res, 200, await answer(world, exchange.method, path, () => readJson(req)));
  } catch (error) {
    const refusal = error instanceof BodyError ? new ApiError(error.status, 'bad_request', error.message) : error;
    if (!(refusal instanceof ApiError)) throw error;
    sendJson(res, refusal.status, refusal);
  }
}

async function answer(world: World, method: string, path: readonly string[], body: () => Promise<unknown>) {
  const [noun = '', id] = path;
  if (method === 'GET' && noun === 'state' && id === undefined) return describeState(world);
  if (method === 'POST' && id !== undefined && noun === 'contacts') return changeContact(world, id, await body());
  if (method === 'POST' && id === undefined) {
    switch (noun) {
      case 'reset':
        world.reset();
        return describeState(world);
      case 'revoke':
        return revoke(world, await body());
      case 'expire':
        return expire(world, await body());
      case 'faults':
        return setFaults(world, await body());
      case 'contacts':
        return changeContacts(world, await body());
      case 'seed':
        return seed(world, await body());
      case 'clients':
        return register(world, await body());
    }
  }
  throw new ApiError(404, 'not_found', `The control room has no ${method} /control/api/${path.join('/')}.`);
}
