import { z } from 'zod';
import type { Outcome } from '../src/domain/call.ts';
import type { Who } from '../src/domain/identity.ts';
import type { Block, Text } from '../src/domain/message.ts';
import type { Access } from '../src/domain/access.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { mostRequests } from '../src/services/people/waiting-choices.ts';
import type { Command, CommandDeps } from './command.ts';
import { buttonOnly, no, yes } from './command.ts';
import { mostHandedOver } from '../src/ports/queue.ts';
import { enqueue } from './jobs.ts';
import { words } from '../src/words/index.ts';

const id = z.string().min(1).max(64);
const args = z.object({ from: id, to: id, accesses: z.array(id).max(mostHandedOver) });

/** What the button under a hand-over does. */
export const handOver: Command = {
  description: buttonOnly('hand-over', () => words.handingOver.working),
  async run(call, deps) {
    const typed = args.safeParse(call.args);
    if (!typed.success) return no(words.commands.oldButton('people'));
    return enqueue(call, deps, [{ name: 'hand-over', ...typed.data }], words.handingOver.working);
  },
};

/** What would be handed over, from whom to whom, with a button that does it. Changes nothing. */
export async function previewHandOver(
  from: Who | undefined,
  to: Who | undefined,
  actor: Identified,
  deps: CommandDeps,
): Promise<Outcome> {
  if (!from || !to) return no(words.handingOver.sayWhom);
  const [giver, receiver] = await Promise.all([from, to].map((who) => known(who, actor, deps)));
  if (!giver) return no(words.handingOver.unknownFrom);
  if (!receiver) return no(words.handingOver.unknownTo);
  const planned = await deps.handOver.plan(giver, receiver, actor);
  if (!planned.ok) return no(words.refusal(planned.refusal.args));
  const { plan } = planned;
  const people = await deps.store.people.byIds([giver, receiver]);
  const requests = await deps.store.accesses.waiting(mostRequests);
  const stakes = await Promise.all(people.map((one) => deps.stakeOf(one, requests)));
  const has = (id: string): Block[] =>
    stakes.flatMap(({ person, label, has: what }): Block[] =>
      person.id === id ? [{ kind: 'text', text: words.handingOver.has(label, what) }] : [],
    );
  const isEmpty = plan.limits.length + plan.accesses.length === 0;
  return yes({
    summary: words.handingOver.summary(plan.from.label, plan.to.label),
    title: words.handingOver.title,
    tone: 'waiting',
    blocks: [
      ...has(giver),
      ...has(receiver),
      ...part(words.handingOver.limits(plan.to.label), plan.limits, deps),
      ...part(words.handingOver.requests(plan.to.label), plan.accesses, deps),
      {
        kind: 'note',
        text: [
          isEmpty ? words.handingOver.nothing(plan.from.label) : words.handingOver.keeps(plan.from.label),
          ' ',
          words.handingOver.fromFile,
        ],
      },
    ],
    buttons: isEmpty
      ? []
      : [
          {
            label: words.handingOver.button,
            style: 'primary',
            command: 'hand-over',
            args: {
              from: giver,
              to: receiver,
              accesses: [...plan.limits, ...plan.accesses].slice(0, mostHandedOver).map((one) => one.id),
            },
            confirm: words.handingOver.confirm(plan.from.label, plan.to.label),
          },
        ],
  });
}

async function known(who: Who, { person }: Identified, { resolveKnown }: CommandDeps): Promise<string | null> {
  return who.kind === 'me' ? person.id : ((await resolveKnown(who))?.id ?? null);
}

function part(title: string, accesses: readonly Access[], { clock }: Pick<CommandDeps, 'clock'>): readonly Block[] {
  if (accesses.length === 0) return [];
  const items = accesses.map(({ entitlement, until }): Text => {
    const left = until === null ? null : Math.max(60_000, until - clock.now());
    return words.handingOver.item(words.entitlement(entitlement), left);
  });
  return [
    { kind: 'text', text: [{ strong: title }] },
    { kind: 'list', items },
  ];
}
