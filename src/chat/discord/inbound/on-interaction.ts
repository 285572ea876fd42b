import pTimeout from 'p-timeout';
import type { Call, Outcome } from '../../../domain/call.ts';
import type { Message } from '../../../domain/message.ts';
import { opensForm } from '../../../domain/message.ts';
import { readAgain, typedAgain } from '../../../domain/typed-again.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Commands } from '../../../ports/commands.ts';
import type { Log } from '../../../ports/log.ts';
import type { Stash } from '../../../ports/platform.ts';
import type { Answer, DiscordReply } from '../outbound/answer.ts';
import { suggest } from './autocomplete.ts';
import { confirm, patienceMs } from '../../confirm.ts';
import { atTheDoor } from '../../form-door.ts';
import type { Locales } from '../../locales.ts';
import type { Pressed } from '../outbound/custom-id.ts';
import { readComponentId, readModalId, readPressed } from '../outbound/custom-id.ts';
import { commandName, formCommand } from '../connect/description.ts';
import { filledIn, modalOf } from './asked.ts';
import { createForm } from './form.ts';
import type { FormStep } from './form.ts';
import type { Answerable, Interaction } from './interaction.ts';
import { modalValues, readAnswerable, readInteraction } from './interaction.ts';
import { chosenInMenu, grantAgain, granted } from './member-menu.ts';
import type { ModalJson } from '../outbound/modals.ts';
import { filled } from '../outbound/modals.ts';
import { accountOf, localeKey } from '../people/account.ts';
import { inLanguage, languageOf } from '../../../words/index.ts';
import { callOf, pathOf, readCommand, readQuestion, replyTo } from './parse.ts';
import type { Typed } from './parse.ts';
import type { Render } from '../outbound/render.ts';
import type { Respond } from './respond.ts';
import { createUnfinished, fixesForm } from './unfinished.ts';
import type { Unfinished } from './unfinished.ts';
import { elsewhere, foreignButton, notRun, notText, staleForm, trouble } from '../outbound/sentences.ts';

export interface HearParts {
  readonly commands: Commands;
  readonly guild: string;
  readonly respond: Respond;
  readonly answer: Answer;
  readonly render: Render;
  readonly stash: Stash;
  readonly locales: Pick<Locales, 'seen'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the queue may take to confirm, in ms. */
  readonly patience?: number;
}

/** How long the stash may take where the first answer waits for it, in ms. */
const stashPatienceMs = 2_000;

/**
 * What a person does in Discord, as calls of commands. Everything is acknowledged before anything else is done; where Discord
 * does not take the acknowledgement, nothing is done. Whatever fails later, the person reads a sentence.
 */
export function createHear(parts: HearParts) {
  const { commands, guild, respond, answer, render, stash, clock, log, patience = patienceMs } = parts;
  const modes = new Map(commands.descriptions.map(({ name, mode }) => [name, mode]));
  const form = createForm(commands.choices, render);
  const unfinished = createUnfinished();

  /** An interaction as the Gateway brings it. Never throws. */
  return async function hear(given: unknown): Promise<void> {
    const at = clock.now();
    const interaction = readInteraction(given);
    if (!interaction) return unreadable(given);
    return inLanguage(languageOf(interaction.locale), () => heard(interaction, at));
  };

  async function heard(interaction: Interaction, at: number): Promise<void> {
    remember(interaction);
    const reply = replyTo(interaction, at);
    try {
      await route(interaction, reply);
    } catch (error) {
      log.error({ err: error, type: interaction.type }, 'something that a person did in Discord could not be handled');
      await tell(reply, trouble());
    }
  }

  /** For what is sent to them later, also by other processes. English is what everybody else reads, and isn't kept. */
  function remember({ by, locale = null }: Interaction): void {
    if (!parts.locales.seen(by, locale) || locale === null) return;
    stash.put(localeKey(by), locale).catch((error: unknown) => {
      log.warn({ err: error }, 'somebody’s language could not be kept');
    });
  }

  /** An attachment, an upload, a component or a form that we don't know: nothing is done, and the person is told. */
  async function unreadable(given: unknown): Promise<void> {
    const to = readAnswerable(given);
    log.warn({ type: to?.type }, 'an interaction came from Discord in a form that Latchkey does not know');
    if (to === null) return;
    await first(to, () => (to.type === 4 ? respond.offer(to, []) : respond.say(to, drawn(notText()))));
  }

  async function route(interaction: Interaction, reply: DiscordReply): Promise<void> {
    const { guild_id: where, type } = interaction;
    const isElsewhere = where !== undefined && where !== null && where !== guild;
    if (type === 4) return offer(interaction, isElsewhere);
    if (isElsewhere) return first(interaction, () => respond.say(interaction, drawn(elsewhere())));
    if (type === 2) return command(interaction, reply);
    return type === 3 ? component(interaction, reply) : submitted(interaction, reply);
  }

  async function command(interaction: Extract<Interaction, { type: 2 }>, reply: DiscordReply): Promise<void> {
    const inMenu = chosenInMenu(interaction.data);
    if (inMenu && 'modal' in inMenu) return openForMember(interaction, inMenu.modal);
    if (inMenu) return run(interaction, reply, () => Promise.resolve(inMenu));
    const [name] = pathOf(interaction.data).path;
    if (interaction.data.name !== commandName)
      return first(interaction, () => respond.say(interaction, drawn(foreignButton())));
    if (name === formCommand) return openForm(interaction);
    return run(interaction, reply, () => Promise.resolve(readCommand(interaction.data, commands.descriptions)));
  }

  /** Nobody is looked up for it: whether they may is decided when it's sent. */
  async function openForMember(interaction: Interaction, modal: ModalJson): Promise<void> {
    const over = commands.overViews(accountOf(interaction.by));
    return first(interaction, () => (over ? respond.say(interaction, drawn(over)) : respond.open(interaction, modal)));
  }

  async function openForm(interaction: Interaction): Promise<void> {
    const instead = await atTheDoor(commands, accountOf(interaction.by), log);
    return instead
      ? first(interaction, () => respond.say(interaction, drawn(instead)))
      : first(interaction, () => {
          const begun = form.begin();
          // A button's message stays as it is: the form is a message of its own.
          return 'modal' in begun ? respond.open(interaction, begun.modal) : respond.say(interaction, begun.body);
        });
  }

  async function component(interaction: Extract<Interaction, { type: 3 }>, reply: DiscordReply): Promise<void> {
    const read = readComponentId(interaction.data.custom_id);
    switch (read?.kind) {
      case 'run':
        if (read.pressed.command === opensForm) return openForm(interaction);
        if (read.pressed.command === fixesForm) return openAgain(interaction, read.pressed.args);
        return run(interaction, reply, () => Promise.resolve(carriedOut(read.pressed)));
      case 'run-stashed':
        return run(interaction, reply, async () => {
          const pressed = await fromStash(read.stash);
          return pressed && carriedOut(pressed);
        });
      case 'ask':
        return ask(interaction, read.stash);
      case 'form':
        return step(interaction, form.chosen(read.state, interaction.data.values?.[0]));
      case undefined:
        return first(interaction, () => respond.say(interaction, drawn(foreignButton())));
    }
  }

  async function submitted(interaction: Extract<Interaction, { type: 5 }>, reply: DiscordReply): Promise<void> {
    const read = readModalId(interaction.data.custom_id);
    const values = modalValues(interaction);
    const answered = (outcome: Outcome) => unfinished.answered(outcome, interaction, values);
    if (read && 'stash' in read) {
      const find = async () => {
        const pressed = await fromStash(read.stash);
        return pressed && { ...pressed, args: { ...pressed.args, ...filledIn(pressed, values) } };
      };
      return run(interaction, reply, find, foreignButton(), answered);
    }
    const typed = read && (granted(read.form, values) ?? form.submitted(read.form, values));
    return run(interaction, reply, () => Promise.resolve(typed), staleForm(), answered);
  }

  /** Defers, then runs; `find` gives null where there is nothing to run any more. */
  async function run(
    interaction: Interaction,
    reply: DiscordReply,
    find: () => Promise<Typed | null>,
    gone: Message = foreignButton(),
    answered: (outcome: Outcome) => Message = ({ message }) => message,
  ): Promise<void> {
    if (!(await deferred(interaction, reply))) return;
    const found = await find();
    if (!found) return answer.first(reply, gone);
    const typed = { command: found.command, args: found.args };
    const isJob = modes.get(typed.command) === 'job';
    const call = callOf(typed, interaction, isJob ? { ...reply, isThinking: 1 } : reply);
    const outcome = isJob ? await confirmed(call, reply) : await commands.run(call);
    const { message, mentions, seen, silent, pending, isUnconfirmed } = outcome;
    if (silent === true) return answer.none(reply);
    // Until its outcome is there, Discord shows that we're thinking.
    if (pending !== undefined) return;
    if (isUnconfirmed === true) return answer.unlessAnswered(reply, message);
    await answer.first(reply, answered(outcome), mentions);
    await seen?.();
  }

  /** False: Discord did not take it, and nothing may be done. */
  async function deferred(interaction: Interaction, reply: DiscordReply): Promise<boolean> {
    try {
      await respond.defer(interaction);
      return true;
    } catch (error) {
      log.warn({ err: error, type: interaction.type }, 'Discord did not take the first answer: nothing was done');
      // Where nobody knows whether it was taken, the person may be looking at “is thinking …”.
      if (!(error instanceof ChatRefused)) await tell(reply, notRun());
      return false;
    }
  }

  function confirmed(call: Call, reply: DiscordReply): Promise<Outcome> {
    return confirm(commands, call, patience, (late) => {
      const told = late.then(async (outcome) => {
        // What is on the queue has its outcome yet to come, or already there.
        if (outcome === null || outcome.pending !== undefined) return;
        await answer.outcome(call.reply, outcome.message, outcome.mentions);
      });
      told.catch(async (error: unknown) => {
        log.error({ err: error, what: call.command }, 'something that a person did in Discord could not be handled');
        await tell(reply, trouble());
      });
    });
  }

  /** A modal must be the first answer: what it asks comes from the stash before anything is acknowledged. */
  async function ask(interaction: Interaction, key: string, values: Unfinished['values'] = {}): Promise<void> {
    const over = commands.overViews(accountOf(interaction.by));
    if (over) return first(interaction, () => respond.say(interaction, drawn(over)));
    let pressed: Pressed | null;
    try {
      pressed = await pTimeout(fromStash(key), { milliseconds: stashPatienceMs });
    } catch (error) {
      log.error({ err: error }, 'what a button does could not be looked up');
      return first(interaction, () => respond.say(interaction, drawn(trouble())));
    }
    const modal = pressed && modalOf(pressed, key);
    return first(interaction, () =>
      modal ? respond.open(interaction, filled(modal, values)) : respond.say(interaction, drawn(foreignButton())),
    );
  }

  /** A form that had a mistake in it, with what was filled in. */
  async function openAgain(interaction: Interaction, args: Pressed['args']): Promise<void> {
    const kept = unfinished.find(args, interaction.by);
    const read = kept && readModalId(kept.form);
    if (kept && read && 'stash' in read) return ask(interaction, read.stash, kept.values);
    const modal = read && 'form' in read ? (grantAgain(read.form) ?? form.again(read.form)) : null;
    return first(interaction, () =>
      kept && modal
        ? respond.open(interaction, filled(modal, kept.values))
        : respond.say(interaction, drawn(foreignButton())),
    );
  }

  async function fromStash(key: string): Promise<Pressed | null> {
    const text = await stash.get(key);
    const pressed = text === null ? null : readPressed(text);
    return pressed && (pressed.command === typedAgain || modes.has(pressed.command)) ? pressed : null;
  }

  /** What a button does: its own command, or the one that it gives. */
  function carriedOut(pressed: Pressed): Typed | null {
    if (pressed.command !== typedAgain) return pressed;
    const again = readAgain(pressed);
    return again && 'command' in again && modes.has(again.command) ? again : null;
  }

  async function step(interaction: Interaction, next: FormStep): Promise<void> {
    await first(interaction, () => {
      if ('modal' in next) return respond.open(interaction, next.modal);
      return interaction.type === 3 ? respond.change(interaction, next.body) : respond.say(interaction, next.body);
    });
  }

  async function offer(interaction: Extract<Interaction, { type: 4 }>, isElsewhere: boolean): Promise<void> {
    const question = isElsewhere ? null : readQuestion(interaction.data);
    const choices = question ? await suggest(commands, accountOf(interaction.by), question, log) : [];
    await first(interaction, () => respond.offer(interaction, choices));
  }

  /** A first answer after which nothing is done: that it was not taken is only logged. */
  async function first(interaction: Answerable, send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      log.warn({ err: error, type: interaction.type }, 'Discord did not take the first answer');
    }
  }

  async function tell(reply: DiscordReply, message: Message): Promise<void> {
    await answer.first(reply, message).catch((error: unknown) => {
      log.warn({ err: error }, 'nobody could be told that something went wrong');
    });
  }

  function drawn(message: Message): object {
    return render(message, undefined, null).body;
  }
}
