import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.looseObject({
  ok: z.literal(false),
  error: z.string(),
  needed: z.string().optional().catch(undefined),
  response_metadata: z
    .looseObject({ messages: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});

const classOf: Record<string, ErrorClass> = {
  invalid_auth: 'auth',
  not_authed: 'auth',
  account_inactive: 'auth',
  token_revoked: 'auth',
  token_expired: 'auth',
  org_login_required: 'auth',
  missing_scope: 'permission',
  no_permission: 'permission',
  not_allowed_token_type: 'permission',
  access_denied: 'permission',
  ekm_access_denied: 'permission',
  team_access_not_granted: 'permission',
  restricted_action: 'permission',
  not_in_channel: 'permission',
  cant_invite_self: 'invalid',
  channel_not_found: 'not_found',
  user_not_found: 'not_found',
  users_not_found: 'not_found',
  message_not_found: 'not_found',
  file_not_found: 'not_found',
  thread_not_found: 'not_found',
  already_reacted: 'conflict',
  already_in_channel: 'conflict',
  already_archived: 'conflict',
  name_taken: 'conflict',
  is_archived: 'conflict',
  duplicate_message_not_allowed: 'conflict',
  ratelimited: 'rate_limited',
  rate_limited: 'rate_limited',
  message_limit_exceeded: 'quota',
  msg_too_long: 'too_large',
  fatal_error: 'app_down',
  internal_error: 'app_down',
  service_unavailable: 'app_down',
  request_timeout: 'timeout',
};

const words: Record<string, string> = {
  not_in_channel: 'The app is not in this channel. Invite it there: /invite @app.',
  channel_not_found: 'There is no such channel, or the app can not see it.',
  is_archived: 'The channel is archived.',
  msg_too_long: 'The text is too long: 40,000 characters are possible.',
  no_text: 'There is nothing to send: neither text nor blocks.',
  name_taken: 'A channel of this name exists.',
  users_not_found: 'Nobody has this e-mail address.',
  user_not_found: 'There is no such person in this workspace.',
};

const fields: Record<string, string> = {
  channel_not_found: 'channel',
  not_in_channel: 'channel',
  is_archived: 'channel',
  no_text: 'text',
  msg_too_long: 'text',
  name_taken: 'name',
  invalid_name: 'name',
  invalid_name_specials: 'name',
  invalid_name_maxlength: 'name',
  users_not_found: 'email',
  user_not_found: 'user',
};

/** Slack says no under 200, in `ok: false`. Codes: https://docs.slack.dev/apis/web-api/#responses */
export function translateError({ body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success) return undefined;
  const { error, needed, response_metadata } = parsed.data;
  const details = response_metadata?.messages?.join(' ');
  return {
    class: classOf[error] ?? 'invalid',
    code: error,
    message: needed ? `The scope ${needed} is missing.` : (words[error] ?? (details || error.replaceAll('_', ' '))),
    field: fields[error],
  };
}
