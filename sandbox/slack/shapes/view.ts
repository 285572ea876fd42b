import type { Json, View } from '../types.ts';
import type { Identity } from '../identity.ts';

/** A view as views.* and the interaction payloads show it. */
export function viewShape(view: View, values: Json, app: Identity, teamId: string): Json {
  const { content } = view;
  return {
    id: view.id,
    team_id: teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: content['private_metadata'] ?? '',
    callback_id: content['callback_id'] ?? '',
    state: { values },
    hash: view.hash,
    title: content['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: content['clear_on_close'] ?? false,
    notify_on_close: content['notify_on_close'] ?? false,
    close: content['close'] ?? null,
    submit: content['submit'] ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: app.appId,
    external_id: content['external_id'] ?? '',
    app_installed_team_id: teamId,
    bot_id: app.botId,
  };
}
