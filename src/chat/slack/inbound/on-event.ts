import type { BlockAction, GlobalShortcut, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Outcome } from '../../../domain/call.ts';
import { opensForm } from '../../../domain/message.ts';
import { readAgain } from '../../../domain/typed-again.ts';
import type { Web } from '../connect/web.ts';
import type { SlackReply } from '../outbound/answer.ts';
import { readAsked } from '../outbound/button-form.ts';
import type { Render } from '../outbound/render.ts';
import { foreignButton, notText } from '../outbound/sentences.ts';
import { inLanguage, languageOf } from '../../../words/index.ts';
import { once } from './ack.ts';
import type { Ack } from './ack.ts';
import { parseText } from './grammar.ts';
import type { Typed } from './grammar.ts';
import { createHandling } from './handling.ts';
import type { HandlingParts } from './handling.ts';
import { ownMessage } from './direct-line.ts';
import { createDirectLines } from './on-direct-line.ts';
import { createButtonForm } from './on-button-form.ts';
import { createRequestForm } from './on-form.ts';
import { actionReply, callOf, delivery, readButton, slashReply } from './parse.ts';

/** The shortcut that opens the form, as `manifest.yml` names it. */
export const requestShortcut = 'request_access';

interface Unknown {
  readonly type?: unknown;
  readonly user?: { readonly id?: unknown };
  readonly response_url?: unknown;
}

export interface HearParts extends HandlingParts {
  readonly workspace: string;
  readonly render: Render;
  readonly web: Web;
  /** The locale of a user's profile; null: not known soon. */
  readonly localeOf: (user: string) => Promise<string | null>;
}

/**
 * What a person does in Slack, as calls of commands. A command that puts work on the queue is acknowledged, empty, when the
 * queue has it: its outcome is its only answer. A question is acknowledged at once and answered then. Whatever fails, the
 * person reads a sentence.
 */
export function createHear(parts: HearParts) {
  const { commands, workspace, answer, render, clock, log, localeOf } = parts;
  const handling = createHandling(parts);
  const { safely, confirmed, tell } = handling;
  const { openForm, updateForm, submit } = createRequestForm({ ...parts, handling });
  const { openButtonForm, sent } = createButtonForm({ ...parts, handling });
  const directLine = createDirectLines({ ...parts, handling });
  const modes = new Map(commands.descriptions.map(({ name, mode }) => [name, mode]));

  async function slash(body: SlashCommand, given: Ack, at: number): Promise<void> {
    const reply = slashReply(body, at);
    const ack = once(given);
    await safely('/access', reply, ack, async () => {
      const text: unknown = (body as Partial<SlashCommand>).text ?? '';
      if (typeof text !== 'string') {
        await ack();
        await answer(reply, notText());
        return;
      }
      const typed = parseText(text, workspace);
      if (typed === null) {
        await ack();
        await openForm(body.trigger_id, reply);
        return;
      }
      const heard = { workspace, delivery: delivery(body.trigger_id, body), at, line: text.trim() };
      const call = callOf(typed, reply, heard);
      if (modes.get(typed.command) !== 'job') {
        await ack();
        const { message, mentions, seen, silent } = await commands.run(call);
        if (silent === true) return;
        await answer(reply, message, mentions);
        await seen?.();
        return;
      }
      const outcome = await confirmed(call, reply);
      if (outcome.silent === true) return ack();
      if (outcome.pending === undefined) {
        return ack({ response_type: 'ephemeral', ...render(outcome.message, outcome.mentions) });
      }
      await ack();
      await tell(outcome, reply, at);
    });
  }

  async function action(body: BlockAction, given: Ack, at: number): Promise<void> {
    const reply = actionReply(body, at);
    const ack = once(given);
    const [pressed] = body.actions;
    await safely('a button', reply, ack, async () => {
      if (pressed?.action_id.startsWith('link:')) return ack();
      if (pressed?.action_id.startsWith('form:')) {
        await ack();
        await updateForm(body);
        return;
      }
      const asked = pressed && readAsked(pressed.action_id, (pressed as { readonly value?: string }).value);
      if (asked && modes.has(asked.command)) {
        await ack();
        await openButtonForm(asked, body.trigger_id, reply);
        return;
      }
      const button = pressed && readButton(pressed.action_id, (pressed as { readonly value?: string }).value);
      const again = button ? readAgain(button) : null;
      if (again !== null && 'line' in again) {
        const typed = parseText(again.line, workspace);
        return typed === null ? ack() : press(typed, body, reply, ack, at, again.line);
      }
      const typed = again ?? button;
      if (typed?.command === opensForm) {
        await ack();
        await openForm(body.trigger_id, reply);
        return;
      }
      if (!typed || !modes.has(typed.command)) {
        await ack();
        await answer(reply, foreignButton());
        return;
      }
      await press(typed, body, reply, ack, at);
    });
  }

  /** Buttons are answered beside the message they stand in: cards are edited by the workers only. */
  async function press(
    typed: Typed,
    body: BlockAction,
    reply: SlackReply,
    ack: Ack,
    at: number,
    line?: string,
  ): Promise<void> {
    const heard = { workspace, delivery: delivery(body.trigger_id, body), at };
    const call = callOf(typed, reply, line === undefined ? heard : { ...heard, line });
    let outcome: Outcome;
    if (modes.get(typed.command) === 'job') {
      outcome = await confirmed(call, reply);
      await ack();
    } else {
      await ack();
      outcome = await commands.run(call);
    }
    if (outcome.silent === true) return;
    await tell(outcome, reply, at);
    await outcome.seen?.();
  }

  /** “Request access” in Slack's own menus: the form, without a place where it was asked for. */
  async function shortcut(body: GlobalShortcut, given: Ack, at: number): Promise<void> {
    const ack = once(given);
    const user = body.user.id;
    const reply: SlackReply = { platform: 'slack', user, channel: null, responseUrl: null, at };
    await safely('the shortcut', reply, ack, async () => {
      await ack();
      await openForm(body.trigger_id, reply);
    });
  }

  /** A shortcut, a form or anything else that Latchkey has not offered: nothing is done, and the person is told. */
  async function unreadable(body: object, given: Ack): Promise<void> {
    const at = clock.now();
    const ack = once(given);
    await ack();
    const { type, user, response_url: responseUrl } = body as Unknown;
    log.warn({ type }, 'something came from Slack in a form that Latchkey does not know');
    if (typeof user?.id !== 'string' || type === 'view_closed') return;
    const reply: SlackReply = {
      platform: 'slack',
      user: user.id,
      channel: null,
      responseUrl: typeof responseUrl === 'string' ? responseUrl : null,
      at,
    };
    await safely('something unknown', reply, ack, () => answer(reply, notText()));
  }

  /** Handles something in the language of whoever did it; it counts from when it came, also while their language is looked up. */
  function heard<Body>(
    userOf: (body: Body) => string | undefined,
    handle: (body: Body, ack: Ack, at: number) => Promise<void>,
  ) {
    return async (body: Body, ack: Ack): Promise<void> => {
      const at = clock.now();
      const user = userOf(body);
      const locale = user === undefined ? null : await localeOf(user);
      return inLanguage(languageOf(locale), () => handle(body, ack, at));
    };
  }
  const userOf = (body: { readonly user: { readonly id: string } }) => body.user.id;

  return {
    slash: heard((body: Partial<SlashCommand>) => body.user_id, slash),
    action: heard<BlockAction>(userOf, action),
    shortcut: heard<GlobalShortcut>(userOf, shortcut),
    submit: heard<ViewSubmitAction>(userOf, submit),
    sent: heard<ViewSubmitAction>(userOf, sent),
    /** A message in a direct channel, whoever's. */
    direct: heard<object>(
      (event) => ownMessage(event)?.user,
      (event, _ack, at) => directLine(event, at),
    ),
    unreadable,
  };
}
