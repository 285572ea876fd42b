import type { Access } from '../../domain/access.ts';
import { startAsk } from '../../domain/access.ts';
import { cut } from '../../domain/cut.ts';
import type { Button } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import { suggestedInstead } from '../../domain/suggestion.ts';
import { words } from '../../words/index.ts';

/** A role's name as a button has room for it beside a word. */
export function roleOnButton(role: string): string {
  return cut(role, 50);
}

/** Requests what was suggested when it was denied, as it was requested; none where nothing was suggested. */
export function requestInsteadButtons(access: Access): readonly Button[] {
  const instead = suggestedInstead(access);
  const ask = startAsk(access);
  if (instead?.kind !== 'role' || ask === null) return [];
  const isMoment = ask.endsAt !== undefined && ask.endsAt !== null;
  const length = isMoment ? '' : plain(words.card.forLength({ durationMs: ask.durationMs, until: null }));
  return [
    {
      label: words.notices.requestInstead(roleOnButton(instead.role)),
      style: 'primary',
      command: 'request-instead',
      args: { id: access.id },
      confirm: words.notices.requestInsteadConfirm(instead, length, ask.reason !== null),
    },
  ];
}
