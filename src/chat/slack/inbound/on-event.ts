import type { BlockAction, GlobalShortcut, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Call, Outcome } from '../../../domain/call.ts';
import { cut } from '../../../domain/cut.ts';
import { opensForm } from '../../../domain/message.ts';
import { readAgain } from '../../../domain/typed-again.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Commands } from '../../../ports/commands.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Log } from '../../../ports/log.ts';
import type { Answer, SlackReply } from '../outbound/answer.ts';
import { confirm, patienceMs } from '../../confirm.ts';
import { tellIfSlow } from '../../still-working.ts';
import { atTheDoor } from '../../form-door.ts';
import { blockFor, formView, readForm } from './form.ts';
import { emptyForm, readState } from './form-state.ts';
import { parseText } from './grammar.ts';
import type { Typed } from './grammar.ts';
import { accountOf, actionReply, callOf, delivery, readButton, slashReply, viewReply, writeMetadata } from './parse.ts';
import { formModal, readAsked, readSent } from '../outbound/button-form.ts';
import type { Asked } from '../outbound/button-form.ts';
import type { Drawn, Render } from '../outbound/render.ts';
import { foreignButton, noButtonForm, noForm, notText, trouble } from '../outbound/sentences.ts';
import type { Web } from '../connect/web.ts';
import { inLanguage, languageOf } from '../../../words/index.ts';

/** The shortcut that opens the form, as `manifest.yml` names it. */
export const requestShortcut = 'request_access';

/** What an acknowledgement may carry back. */
export interface AckBody {
  readonly response_type?: 'ephemeral';
  readonly response_action?: 'errors';
  readonly text?: string;
  readonly blocks?: readonly Drawn[];
  readonly errors?: Readonly<Record<string, string>>;
}

export type Ack = (body?: AckBody) => Promise<void>;

interface Unknown {
  readonly type?: unknown;
  readonly user?: { readonly id?: unknown };
  readonly response_url?: unknown;
}

export interface HearParts {
  readonly commands: Commands;
  readonly workspace: string;
  readonly answer: Answer;
  readonly render: Render;
  readonly web: Web;
  readonly clock: Clock;
  readonly log: Log;
  /** The locale of a user's profile; null: not known soon. */
  readonly localeOf: (user: string) => Promise<string | null>;
  /** How long the queue may take to confirm, in ms. */
  readonly patience?: number;
}

/**
 * What a person does in Slack, as calls of commands. A command that puts work on the queue is acknowledged, empty, when the
 * queue has it: its outcome is its only answer. A question is acknowledged at once and answered then. Whatever fails, the person reads a sentence.
 */
export function createHear({
  commands,
  workspace,
  answer,
  render,
  web,
  clock,
  log,
  localeOf,
  patience = patienceMs,
}: HearParts) {
  const modes = new Map(commands.descriptions.map(({ name, mode }) => [name, mode]));

  /** The one place where failures end: logged, acknowledged, and told to the person. */
  async function safely(what: string, reply: SlackReply, ack: Ack, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error, what }, 'something that a person did in Slack could not be handled');
      await ack().catch((failure: unknown) => log.warn({ err: failure, what }, 'Slack was not acknowledged'));
      await answer(reply, trouble()).catch((failure: unknown) =>
        log.error({ err: failure, what }, 'nobody could be told that something went wrong'),
      );
    }
  }

  function confirmed(call: Call, reply: SlackReply): Promise<Outcome> {
    return confirm(commands, call, patience, (run) => {
      void safely(
        call.command,
        reply,
        () => Promise.resolve(),
        async () => {
          const outcome = await run;
          if (outcome) await tell(outcome, reply, call.heardAt);
        },
      );
    });
  }

  /** What running gave; what is on the queue is answered by whoever carries it out. */
  async function tell(outcome: Outcome, reply: SlackReply, heardAt: number): Promise<void> {
    if (outcome.pending === undefined) return answer(reply, outcome.message, outcome.mentions);
    // Nothing waits for it: closing must not.
    void tellIfSlow(outcome, heardAt, { clock, log }, (message, mentions) => answer(reply, message, mentions));
  }

  async function slash(body: SlashCommand, given: Ack): Promise<void> {
    const at = clock.now();
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

  async function openForm(trigger: string, reply: SlackReply): Promise<void> {
    const instead = await atTheDoor(commands, accountOf(reply, workspace), log);
    if (instead) return answer(reply, instead);
    const view = formView(commands.choices, emptyForm, writeMetadata(reply));
    try {
      await web('views.open', (client) => client.views.open({ trigger_id: trigger, view }));
    } catch (error) {
      log.warn({ err: error }, 'the form could not be opened');
      await answer(reply, noForm());
    }
  }

  async function action(body: BlockAction, given: Ack): Promise<void> {
    const at = clock.now();
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

  /** The form behind a button: who may do it is checked when it is sent. */
  async function openButtonForm(asked: Asked, trigger: string, reply: SlackReply): Promise<void> {
    const over = commands.overViews(accountOf(reply, workspace));
    if (over) return answer(reply, over);
    const place = { channel: reply.channel, responseUrl: reply.responseUrl, at: reply.at };
    const view = formModal(asked, place) ?? formModal(asked, { ...place, responseUrl: null });
    try {
      if (view === null) throw new Error('the form behind a button does not fit');
      await web('views.open', (client) => client.views.open({ trigger_id: trigger, view }));
    } catch (error) {
      log.warn({ err: error }, 'the form behind a button could not be opened');
      const { id } = asked.args;
      await answer(reply, noButtonForm(asked.command, typeof id === 'string' ? id : ''));
    }
  }

  /** Sent; what is wrong in it is said there, and nothing that was filled in is lost. */
  async function sent(body: ViewSubmitAction, given: Ack): Promise<void> {
    const at = clock.now();
    const reply = viewReply(body, at);
    const ack = once(given);
    await safely('the form behind a button', reply, ack, async () => {
      const { values } = readState(body.view.state.values, commands.choices);
      const typed = readSent(body.view.private_metadata, values);
      if (typed === null || !modes.has(typed.command)) {
        await ack();
        await answer(reply, foreignButton());
        return;
      }
      const call = callOf(typed, reply, { workspace, delivery: delivery(body.view.id, body), at });
      const outcome = await confirmed(call, reply);
      const blocks = Object.keys(values);
      const wrong = blocks.find((block) => values[block] !== undefined);
      if (!outcome.ok && wrong !== undefined) {
        const block = blockFor(outcome.field, blocks);
        await ack({ response_action: 'errors', errors: { [block]: cut(outcome.message.summary, 1_000) } });
        return;
      }
      await ack();
      await tell(outcome, reply, at);
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
  async function shortcut(body: GlobalShortcut, given: Ack): Promise<void> {
    const ack = once(given);
    const user = body.user.id;
    const reply: SlackReply = { platform: 'slack', user, channel: null, responseUrl: null, at: clock.now() };
    await safely('the shortcut', reply, ack, async () => {
      await ack();
      await openForm(body.trigger_id, reply);
    });
  }

  async function updateForm(body: BlockAction): Promise<void> {
    if (!body.view) return;
    const { id, hash, state, private_metadata: metadata } = body.view;
    const view = formView(commands.choices, readState(state.values, commands.choices), metadata);
    try {
      await web('views.update', (client) => client.views.update({ view_id: id, hash, view }));
    } catch (error) {
      // A newer choice is on its way, or the form was closed.
      if (!(error instanceof ChatRefused && /^(hash_conflict|not_found|view_not_found)$/.test(error.code))) throw error;
    }
  }

  async function submit(body: ViewSubmitAction, given: Ack): Promise<void> {
    const at = clock.now();
    const reply = viewReply(body, at);
    const ack = once(given);
    await safely('the form', reply, ack, async () => {
      const state = readState(body.view.state.values, commands.choices);
      const form = readForm(commands.choices, state);
      const blocks = Object.keys(state.values);
      const refuse = (block: string, sentence: string) =>
        ack({ response_action: 'errors', errors: { [block]: cut(sentence, 1_000) } });
      if (!form.ok) {
        await refuse(blocks.includes(form.block) ? form.block : blockFor(undefined, blocks), form.sentence);
        return;
      }
      const call = callOf(form.typed, reply, { workspace, delivery: delivery(body.view.id, body), at });
      const outcome = await confirmed(call, reply);
      if (!outcome.ok) {
        await refuse(blockFor(outcome.field, blocks), outcome.message.summary);
        return;
      }
      await ack();
      await tell(outcome, reply, at);
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

  /** Answers somebody in their language. */
  async function forUser(user: string | undefined, run: () => Promise<void>): Promise<void> {
    const locale = user === undefined ? null : await localeOf(user);
    return inLanguage(languageOf(locale), run);
  }

  return {
    slash: (body: SlashCommand, ack: Ack) => forUser(body.user_id, () => slash(body, ack)),
    action: (body: BlockAction, ack: Ack) => forUser(body.user.id, () => action(body, ack)),
    shortcut: (body: GlobalShortcut, ack: Ack) => forUser(body.user.id, () => shortcut(body, ack)),
    submit: (body: ViewSubmitAction, ack: Ack) => forUser(body.user.id, () => submit(body, ack)),
    sent: (body: ViewSubmitAction, ack: Ack) => forUser(body.user.id, () => sent(body, ack)),
    unreadable,
  };
}

/** Acknowledges once, however often it is asked to. */
function once(ack: Ack): Ack {
  let done = false;
  return async (body) => {
    if (done) return;
    done = true;
    await ack(body);
  };
}
