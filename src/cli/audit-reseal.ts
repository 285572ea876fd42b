import { readSecrets } from '../config/environment.ts';
import type { Anchor } from '../services/audit/anchors.ts';
import { createChain } from '../services/audit/chain.ts';
import { createReseal } from '../services/audit/reseal.ts';
import type { Unproved } from '../services/audit/reseal.ts';
import { createAuditVerify } from '../services/audit/verify.ts';
import type { ResealCounts } from '../ports/reseal.ts';
import { anchorsOf } from './anchors.ts';
import { operator } from './operator.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson, wrongUse } from './io.ts';
import { tenantOf, withStore } from './with-store.ts';

interface Options {
  readonly json?: boolean;
  readonly tenant?: string;
  readonly anchor?: readonly Anchor[];
  readonly anchors?: string;
  readonly yes?: boolean;
}

/** What is shown to people of a long list; --json has it all. */
const shown = 20;

/** 0: sealed again, or said what would be, or nothing has to be; 1: the record isn't whole, so nothing was done. */
export async function auditReseal(io: Io, options: Options): Promise<ExitCode> {
  const { yes = false, json = false } = options;
  if (readSecrets(io.env) === null) throw wrongUse('Set LATCHKEY_SECRET to the secret that seals from now on.');
  const anchors = await anchorsOf(options);
  if (anchors.length === 0) {
    throw wrongUse(
      'Without its secret, only anchors prove the record: give --anchor SEQ:HASH, or --anchors with lines of the audit channel.',
    );
  }
  const tenant = await tenantOf(io, options.tenant);
  const answer = (sentence: string, exit: ExitCode): Promise<ExitCode> =>
    (json ? outJson(io, { ok: exit === 0, resealed: false, sentence }) : io.out(`${sentence}\n`)).then(() => exit);
  if (!(await withStore(io, tenant, (store) => store.reseal.isNeeded(), { quietly: true }))) {
    return answer('Nothing has to be done: LATCHKEY_SECRET sealed this record.', 0);
  }
  // By the chain and the anchors alone: nobody can check the seals any more.
  const report = await withStore(
    io,
    tenant,
    (store, clock) => createAuditVerify({ store, clock, tenant })({ anchors }),
    { sealed: false, quietly: true },
  );
  if (report.problems.length > 0) {
    const some = report.problems.slice(0, shown).map(({ sentence }) => `  ${sentence}`);
    return answer(
      [
        `Nothing was done: the record isn't whole, also without its seals (${report.problems.length} problems).`,
        ...some,
        'Find out what happened first: latchkey audit verify shows everything.',
      ].join('\n'),
      1,
    );
  }
  return withStore<ExitCode>(
    io,
    tenant,
    async (store, clock) => {
      const chain = createChain({ store, clock, directory: { catalogue: { tenant } } }, ({ sentence }) => {
        io.say(`latchkey: ${sentence()}`);
        return Promise.resolve();
      });
      const resealer = createReseal({ store, clock, chain });
      const found = await resealer.plan(report, anchors);
      const counts = yes ? await resealer.reseal(report, found, anchors, operator()) : null;
      if (json) await outJson(io, { ok: true, resealed: yes, head: report.head, found, counts });
      else await io.out(`${lines(report.head?.seq ?? 0, found, counts).join('\n')}\n`);
      return 0;
    },
    { quietly: true },
  );
}

function lines(head: number, { entries, unchained, notices }: Unproved, counts: ResealCounts | null): string[] {
  const found = [
    entries === null
      ? `  The anchors prove the whole chain, up to entry ${head}.`
      : `  Entries ${entries.from} to ${entries.to} come after the newest anchor: they're trusted as found.`,
    ...(unchained.length === 0
      ? []
      : [
          `  ${unchained.length} events wait for the chain and are trusted as found: ${unchained.slice(0, shown).join(', ')}`,
        ]),
    `  ${notices} messages that wait for people are dropped, as nobody can tell who wrote them.`,
    '  Links that are under way have to be started again.',
  ];
  if (counts === null) {
    return [
      'The chain is whole. Its seals can’t be checked without their secret. This would seal the record with LATCHKEY_SECRET:',
      ...found,
      'Nothing was changed. Stop Latchkey, then run the command again with --yes.',
    ];
  }
  return [
    'The record was sealed again with LATCHKEY_SECRET, and an entry of the chain says so:',
    ...found,
    `  ${counts.entries} entries, ${counts.accesses} accesses, ${counts.people} people, ${counts.journal} events of the journal.`,
    'To see that the record is whole, run latchkey audit verify with the same anchors.',
  ];
}
