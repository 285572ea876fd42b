import { z } from 'zod';
import { accountKey } from '../src/domain/identity.ts';
import type { Block } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import type { BoundAccount, Person } from '../src/ports/people.ts';
import type { Option } from '../src/domain/command-description.ts';
import { whoSchema } from '../src/services/arguments.ts';
import { personRef } from '../src/services/identity/identify.ts';
import { waitingRow } from '../src/services/people/waiting-row.ts';
import { words } from '../src/words/index.ts';
import type { Command, CommandDeps } from './command.ts';
import { onlyForm } from './forms.ts';
import { asInsider, buttonOnly, no, notUnderstood, yes } from './command.ts';
import { previewHandOver } from './hand-over.ts';
import { entryRows } from './entries.ts';
import { enqueue } from './jobs.ts';
import { humanRows } from './two-people.ts';
import { shownName, unlinkButton } from './unlink.ts';
import { previewVouch } from './vouch.ts';

/** Links on one page: each is a row with a button. */
const perPage = 10;
const pageArgs = z.object({
  page: z.number().int().min(1).max(10_000).optional(),
  from: whoSchema.optional(),
  to: whoSchema.optional(),
  vouch: whoSchema.optional(),
  email: z.string().max(500).optional(),
  extra: z.string().optional(),
});

const options: readonly Option[] = [
  {
    name: 'vouch',
    summary: () => words.help.options.vouch,
    kind: 'person',
    required: false,
    written: 'vouch-account',
  },
  { name: 'email', summary: () => words.help.options.vouchedEmail, kind: 'text', required: false, maxLength: 320 },
  {
    name: 'from',
    summary: () => words.help.options.from,
    kind: 'person',
    required: false,
    written: 'from-email',
  },
  { name: 'to', summary: () => words.help.options.to, kind: 'person', required: false, written: 'to-email' },
];

/** For Latchkey administrators: changed and taken e-mails that wait, and the accounts that are linked. */
export const people: Command = {
  description: {
    name: 'people',
    summary: () => words.help.people,
    forms: onlyForm(() => words.help.peopleForm, 'people [vouch WHO for EMAIL | hand over WHO to WHO]', options),
    examples: ['people', 'people vouch @bob for bob@acme.test', 'people hand over @bob to @fay'],
    mode: 'query',
  },
  async run(call, deps) {
    const typed = pageArgs.safeParse(call.args);
    if (!typed.success) return notUnderstood('people');
    const { page = 1, from, to, vouch: whom, email, extra } = typed.data;
    if (extra !== undefined) return notUnderstood('people', extra);
    return asInsider(call, deps, async (actor) => {
      if (!deps.directory.isLatchkeyAdministrator(actor.emails)) {
        return no(words.peopleAnswers.onlyAdministrators.see);
      }
      if (whom ?? email) return previewVouch(whom, email, actor, deps);
      if (from ?? to) return previewHandOver(from, to, actor, deps);
      const [waiting, linked, entries] = await Promise.all([
        deps.store.people.waiting(),
        deps.store.people.linked((page - 1) * perPage, perPage + 1),
        page === 1 ? entryRows(deps) : [],
      ]);
      const shown = linked.slice(0, perPage);
      if (waiting.length === 0 && entries.length === 0 && shown.length === 0) {
        return yes(say(words.people.nothing, 'good'));
      }
      const [persons, choices] = await Promise.all([
        deps.store.people.byIds(shown.map(({ person }) => person)),
        page === 1 ? deps.waitingChoices(waiting) : [],
      ]);
      const rows = shown.map((one) => linkRow(one, persons, deps));
      const humans = await humanRows(
        shown.map(({ person }) => person),
        deps,
      );
      const pending = waiting.length + entries.length;
      const linkedTitle = words.people.linked(page);
      const head: Block = { kind: 'text', text: [{ strong: linkedTitle }] };
      return yes({
        summary: words.people.summary(pending, shown.length, linked.length > perPage),
        title: pending > 0 ? words.people.pending : linkedTitle,
        tone: pending > 0 ? 'waiting' : 'plain',
        blocks: [
          ...entries,
          ...choices.map(waitingRow),
          ...(rows.length > 0 && pending > 0 ? [head] : []),
          ...rows,
          ...humans,
        ],
        buttons:
          linked.length > perPage
            ? [{ label: words.people.olderLinks, style: 'plain', command: 'people', args: { page: page + 1 } }]
            : [],
      });
    });
  },
};

function linkRow(one: BoundAccount, persons: readonly Person[], { chats }: Pick<CommandDeps, 'chats'>): Block {
  const person = persons.find(({ id }) => id === one.person);
  const label = person ? personRef(person).label : one.person;
  const name = shownName(one, chats);
  const others = (person?.accounts ?? []).filter(({ account }) => accountKey(account) !== accountKey(one.account));
  const beside = others.map(({ account }) => accountKey(account));
  return {
    kind: 'row',
    text: words.people.link(label, name, accountKey(one.account), beside, howLinked(one), one.boundAt),
    buttons: [unlinkButton(one, words.people.remove, words.people.removeConfirm(name, label))],
  };
}

function howLinked({ how, email }: BoundAccount): string {
  if (how === 'code') return words.people.how.code;
  return how === 'vouched' ? words.people.how.vouched(email ?? '') : words.people.how.signIn(email ?? '');
}

const args = z.object({ waiting: z.string().min(1).max(64) });

function settle(name: 'confirm-person' | 'separate-person' | 'refuse-person', acknowledged: () => string): Command {
  return {
    description: buttonOnly(name, acknowledged),
    async run(call, deps) {
      const typed = args.safeParse(call.args);
      if (!typed.success) return no(words.commands.oldButton('people'));
      return enqueue(call, deps, [{ name, waiting: typed.data.waiting }], acknowledged());
    },
  };
}

export const confirmPerson = settle('confirm-person', () => words.people.confirming);
export const separatePerson = settle('separate-person', () => words.people.separating);
export const refusePerson = settle('refuse-person', () => words.people.rejecting);

const answerArgs = z.object({ waiting: z.string().min(1).max(64), answer: z.enum(['yes', 'no']) });

/** What somebody says whose e-mail a new account shows (A7). */
export const consentPerson: Command = {
  description: buttonOnly('consent-person', () => words.people.answering),
  async run(call, deps) {
    const typed = answerArgs.safeParse(call.args);
    if (!typed.success) return no(words.people.questionOver);
    return enqueue(call, deps, [{ name: 'consent-person', ...typed.data }], words.people.answering);
  },
};
