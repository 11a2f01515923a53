import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId } from '#server/ids.ts';
import type { Actor, MemberActor, MemberRole } from './actor.ts';
import type { RequestContext } from './context.ts';
import { onlyOnce } from './idempotency.ts';
import { t } from './init.ts';

/** For anybody: the first start. */
export const publicProcedure = t.procedure;

/** For a member who signed in, whatever the environment. */
export const memberProcedure = t.procedure.use(async ({ ctx, next }) => {
  const actor = requireMember(await requireActor(ctx));
  return next({ ctx: { ...ctx, actor } });
});

/** Reads one environment, for members and API keys, in one transaction: `ctx.tx`. */
export const environmentQuery = t.procedure.use(async ({ ctx, next }) => {
  const actor = await requireActor(ctx);
  const environmentId = requireEnvironment(actor);
  return withTenant({ environmentId }, async (tx) => raise(await next({ ctx: { ...ctx, actor, environmentId, tx } })));
});

/** Changes one environment, for members who may and API keys; with an idempotency key at most once. */
export const environmentMutation = t.procedure.use(async ({ ctx, next, path, getRawInput }) => {
  const actor = await requireActor(ctx);
  if (actor.kind === 'member') requireRole(actor, ['owner', 'developer', 'support']);
  const environmentId = requireEnvironment(actor);
  const input = ctx.idempotencyKey === null ? undefined : await getRawInput();
  return withTenant({ environmentId }, (tx) =>
    onlyOnce({ tx, key: ctx.idempotencyKey, operation: path, input }, async () =>
      raise(await next({ ctx: { ...ctx, actor, environmentId, tx } })),
    ),
  );
});

/** Changes what all of an environment is built on: API keys, owners and developers. */
export const makerMutation = environmentMutation.use(({ ctx, next }) => {
  if (ctx.actor.kind === 'member') requireRole(ctx.actor, ['owner', 'developer']);
  return next();
});

/** The same for what calls somebody outside: no transaction is open meanwhile. */
export const makerCall = t.procedure.use(async ({ ctx, next }) => {
  const actor = await requireActor(ctx);
  if (actor.kind === 'member') requireRole(actor, ['owner', 'developer']);
  return next({ ctx: { ...ctx, actor, environmentId: requireEnvironment(actor) } });
});

/** Calls an app, for members who may and API keys: no transaction is open meanwhile, and idempotency is the procedure's own affair. */
export const environmentCall = t.procedure.use(async ({ ctx, next }) => {
  const actor = await requireActor(ctx);
  if (actor.kind === 'member') requireRole(actor, ['owner', 'developer', 'support']);
  return next({ ctx: { ...ctx, actor, environmentId: requireEnvironment(actor) } });
});

/** Reads one environment for the console alone. */
export const consoleQuery = t.procedure.use(async ({ ctx, next }) => {
  const actor = requireMember(await requireActor(ctx));
  const environmentId = requireEnvironment(actor);
  return withTenant({ environmentId }, async (tx) => raise(await next({ ctx: { ...ctx, actor, environmentId, tx } })));
});

/** Changes keys, apps and settings of one environment: owners and developers, in the console alone. */
export const settingsMutation = t.procedure.use(async ({ ctx, next }) => {
  const actor = requireMember(await requireActor(ctx));
  requireRole(actor, ['owner', 'developer']);
  const environmentId = requireEnvironment(actor);
  return withTenant({ environmentId }, async (tx) => raise(await next({ ctx: { ...ctx, actor, environmentId, tx } })));
});

/** The same for what calls an app: no transaction is open meanwhile. */
export const settingsCall = t.procedure.use(async ({ ctx, next }) => {
  const actor = requireMember(await requireActor(ctx));
  requireRole(actor, ['owner', 'developer']);
  return next({ ctx: { ...ctx, actor, environmentId: requireEnvironment(actor) } });
});

/** tRPC hands an error on as a value; thrown, it rolls the transaction back. */
function raise<R extends { ok: boolean }>(result: R): R {
  if (!result.ok && 'error' in result) throw result.error;
  return result;
}

async function requireActor(ctx: RequestContext): Promise<Actor> {
  const actor = await ctx.authenticate();
  if (actor) return actor;
  throw new AppError('unauthenticated', 'Nobody is signed in, and no secret key was sent.', {
    remedy: 'Sign in to the console, or send the header Authorization: Bearer sk_…',
  });
}

function requireMember(actor: Actor): MemberActor {
  if (actor.kind === 'member') return actor;
  throw new AppError('forbidden', 'This can be done in the console only, not with a secret key.', {
    remedy: 'Sign in to the console.',
  });
}

function requireEnvironment(actor: Actor): EnvironmentId {
  if (actor.environmentId) return actor.environmentId;
  throw new AppError('bad_request', 'No environment was chosen.', {
    remedy: 'Send its id in the header X-Portico-Environment.',
  });
}

function requireRole(actor: MemberActor, roles: MemberRole[]): void {
  if (roles.includes(actor.role)) return;
  throw new AppError('forbidden', `A member with the role ${actor.role} can look at this, not change it.`, {
    remedy: `Ask a member with the role ${roles.join(' or ')}.`,
  });
}
