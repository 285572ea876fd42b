import type { Access } from '../../domain/access.ts';
import { openAsk, startAsk } from '../../domain/access.ts';
import { formatDuration } from '../../domain/duration.ts';
import { entitlementKey, isLimit } from '../../domain/entitlement.ts';
import type { Block, Button, Text } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import type { Names } from '../../words/names.ts';
import { giveBackButton } from '../notify/messages.ts';
import { forHowLong } from './how-long.ts';
import { askButtons, statusText } from './message.ts';
import { standing } from './standing.ts';
import { words } from '../../words/index.ts';

/** The rows of answers that list accesses. `names`: what products and instances are called. */
export function createRows(names: Names) {
  return { held, byDefault, toDecide, ownRequest, ended };

  /** An access that its reader has, or waits for, with a button that gives it back (A4). `now` in ms. */
  function held(access: Access, now: number): Block {
    const isReturnable = access.state === 'active' && !isLimit(access.entitlement);
    return {
      kind: 'row',
      text: words.lists.access(access.entitlement, standing(access, now), access.id, names),
      buttons: isReturnable ? [giveBackButton(access, names)] : [],
    };
  }

  /** The console of a product that its reader administers (C2). */
  function byDefault(product: string): Block {
    return { kind: 'text', text: words.lists.byDefault(product, names, true) };
  }

  /** A request that its reader may decide, with the reason, and buttons that decide it. */
  function toDecide(access: Access): Block {
    const ask = openAsk(access);
    return { kind: 'row', text: requestText(access, true), buttons: ask ? askButtons(access, ask, names) : [] };
  }

  /** A request of its reader, for themselves or for somebody else, with a button that cancels it. */
  function ownRequest(access: Access): Block {
    const isForThemselves = access.asks.every((one) => one.by.id === access.person.id);
    return { kind: 'row', text: requestText(access, !isForThemselves), buttons: [cancelButton(access)] };
  }

  /** An access that has ended, or a request that was closed, with a button that requests the same again. */
  function ended(access: Access): Block {
    const text = words.lists.access(access.entitlement, statusText(access), access.id, names);
    return { kind: 'row', text, buttons: [requestButton(access)] };
  }

  function requestText(access: Access, showsWho: boolean): Text {
    const ask = openAsk(access);
    return [
      ...(showsWho ? words.lists.of(access.person) : []),
      ...words.lists.request(access.entitlement, forHowLong(ask), statusText(access, names), access.id, names),
      ...(ask?.reason ? words.lists.reasonLine(ask.reason.value) : []),
    ];
  }

  function cancelButton({ id, entitlement }: Access): Button {
    return {
      label: words.lists.cancel,
      style: 'danger',
      command: 'cancel',
      args: { id },
      confirm: words.lists.cancelConfirm(entitlement, names),
    };
  }

  /** The request that was made, as it would be typed; a moment that has passed (`until …`) is left to the rule's own length. */
  function requestButton(access: Access): Button {
    const { entitlement } = access;
    const ask = startAsk(access);
    const isMoment = ask?.endsAt !== undefined && ask.endsAt !== null;
    const isLength = ask !== null && !isMoment;
    const length = isLength ? plain(forHowLong(ask)) : '';
    return {
      label: words.notices.requestAgain,
      style: 'plain',
      command: 'request',
      args: {
        entitlement: entitlementKey(entitlement),
        ...(ask?.asked !== undefined && { permission: ask.asked.action }),
        ...(isLength && { duration: formatDuration(ask.durationMs) }),
      },
      confirm: words.lists.requestAgainConfirm(entitlement, length, names),
    };
  }
}
