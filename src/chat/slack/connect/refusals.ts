import type { ChatErrorKind, Concern, SortedRefusal } from '../../../ports/chat.ts';

/** Slack's codes by what they mean (DESIGN §4, Delivery), from the documentation of the methods that we call. */
const table: readonly (readonly [ChatErrorKind, Concern, readonly string[]])[] = [
  [
    'transient',
    'message',
    [
      'internal_error',
      'fatal_error',
      'service_unavailable',
      'request_timeout',
      'ratelimited',
      'rate_limited',
      'message_limit_exceeded',
      'accesslimited',
      'team_added_to_org',
      'org_login_required',
      'external_channel_migrating',
      'external_team_in_migration',
      'http_408',
      'http_425',
      'http_429',
    ],
  ],
  [
    'blocked',
    'token',
    [
      'invalid_auth',
      'not_authed',
      'account_inactive',
      'token_revoked',
      'token_expired',
      'missing_scope',
      'not_allowed_token_type',
      'no_permission',
      'access_denied',
      'enterprise_is_restricted',
      'two_factor_setup_required',
      'ekm_access_denied',
      'team_access_not_granted',
      'team_not_found',
      'team_disabled',
      'app_not_installed',
      'http_401',
    ],
  ],
  [
    'blocked',
    'channel',
    [
      'channel_not_found',
      'not_in_channel',
      'is_archived',
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'restricted_action_non_threadable_channel',
      'restricted_action_thread_locked',
      'posting_to_general_channel_denied',
      'messages_tab_disabled',
      'method_not_supported_for_channel_type',
    ],
  ],
  // Something between us and Slack said no, perhaps to this message alone.
  ['blocked', 'message', ['http_403', 'http_404', 'method_deprecated', 'deprecated_endpoint', 'unknown_method']],
  [
    'unreachable',
    'message',
    [
      'cannot_dm_bot',
      'user_disabled',
      'user_not_found',
      'users_not_found',
      'user_not_visible',
      'user_is_bot',
      'user_is_restricted',
      'invalid_user_combination',
      'not_in_team',
      'im_disabled',
    ],
  ],
  [
    'expired',
    'message',
    [
      'expired_url',
      'used_url',
      'user_not_in_channel',
      'expired_trigger_id',
      'trigger_expired',
      'trigger_exchanged',
      'exchanged_trigger_id',
      'invalid_trigger',
      'invalid_trigger_id',
    ],
  ],
  ['gone', 'message', ['message_not_found', 'edit_window_closed', 'cant_update_message']],
  [
    'our-fault',
    'message',
    [
      'invalid_blocks',
      'invalid_blocks_format',
      'msg_too_long',
      'msg_blocks_too_long',
      'no_text',
      'invalid_attachments',
      'too_many_attachments',
      'invalid_arguments',
      'invalid_arg_name',
      'invalid_array_arg',
      'invalid_charset',
      'invalid_form_data',
      'invalid_json',
      'json_not_object',
      'invalid_post_type',
      'missing_post_type',
      'missing_charset',
      'invalid_metadata_format',
      'invalid_metadata_schema',
      'metadata_too_large',
      'markdown_text_conflict',
      'invalid_payload',
      'http_413',
      'http_414',
    ],
  ],
];

const byCode = new Map<string, SortedRefusal>(
  table.flatMap(([kind, concerns, codes]) => codes.map((code) => [code, { kind, concerns, isKnown: true }] as const)),
);

const unknown: SortedRefusal = { kind: 'our-fault', concerns: 'message', isKnown: false };
const expired: SortedRefusal = { kind: 'expired', concerns: 'message', isKnown: true };

/** In a direct message there is nobody who could let us in again. */
const closedDirect = new Set(['restricted_action', 'channel_not_found', 'not_in_channel', 'is_archived']);

/**
 * Sorts what Slack said to a method. `channel`: the one that was written to; it's a direct message when its id begins with
 * D. Pure.
 */
export function sortRefusal(code: string, method: string, channel = ''): SortedRefusal {
  if (closedDirect.has(code) && channel.startsWith('D')) {
    return { kind: 'unreachable', concerns: 'message', isKnown: true };
  }
  // Slack takes no workspace's rules for a cause that concerns a whole channel when one person's messages are to be opened.
  if (method === 'conversations.open' && code === 'restricted_action') {
    return { kind: 'unreachable', concerns: 'message', isKnown: true };
  }
  // A scope that one method lacks says nothing about the others; without chat:write, nothing can be written.
  if (code === 'missing_scope' && !writes.has(method)) {
    return { kind: 'blocked', concerns: 'message', isKnown: true };
  }
  return byCode.get(code) ?? unknown;
}

const writes = new Set(['chat.postMessage', 'chat.update', 'auth.test']);

/** A response URL has no token and no channel: what isn't passing closes it for good. */
export function sortResponseUrl(code: string): SortedRefusal {
  const known = byCode.get(code);
  if (known?.kind === 'transient' || known?.kind === 'our-fault') return known;
  return /^http_5/.test(code) ? { kind: 'transient', concerns: 'message', isKnown: true } : expired;
}
