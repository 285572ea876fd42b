import { readSecrets } from '../config/environment.ts';
import type { Store } from '../ports/store.ts';
import { completeKey } from '../services/audit/baseline.ts';
import { createChain } from '../services/audit/chain.ts';
import type { EraseCounts, EraseWhom } from '../services/audit/erase.ts';
import { createErase, isNothing } from '../services/audit/erase.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson, wrongUse } from './io.ts';
import { operator } from './operator.ts';
import { tenantOf, withStore } from './with-store.ts';

interface Options {
  readonly json?: boolean;
  readonly tenant?: string;
  readonly person?: string;
  readonly access?: string;
  readonly yes?: boolean;
}

/** 0: erased, or nothing is left, or said what would be; 1: nobody of that name, or some text is left. */
export async function erase(io: Io, options: Options): Promise<ExitCode> {
  const { person, access, yes = false, json = false } = options;
  if ((person === undefined) === (access === undefined))
    throw wrongUse('Say --person WHO or --access ID, one of them.');
  if (yes && readSecrets(io.env) === null) {
    throw wrongUse('Erasing is recorded and sealed: set LATCHKEY_SECRET as Latchkey has it.');
  }
  const tenant = await tenantOf(io, options.tenant);
  return withStore(io, tenant, async (store, clock) => {
    if (yes && (await store.record.foreignSeal()) !== null) {
      throw wrongUse('Nothing was erased: set LATCHKEY_SECRET first.');
    }
    if (yes && !(await isTakenOver(store))) {
      throw wrongUse('An older version wrote this record: start Latchkey once, then erase.');
    }
    const chain = createChain({ store, clock, directory: { catalogue: { tenant } } }, ({ sentence }) => {
      io.say(`latchkey: ${sentence()}`);
      return Promise.resolve();
    });
    const eraser = createErase({ store, clock, chain });
    const found = access === undefined ? await eraser.person(person ?? '') : [await eraser.access(access)];
    const [whom = null, ...others] = found;
    if (whom === null || others.length > 0) {
      const sentence =
        access !== undefined
          ? `There is no access ${access}.`
          : whom === null
            ? `Nobody is known as ${person}: write an e-mail, an account such as slack:T1/U1, or a person's id.`
            : severalSentence(person ?? '', [whom, ...others]);
      await (json ? outJson(io, { ok: false, sentence }) : io.out(`${sentence}\n`));
      return 1;
    }
    const { counts, unchained } = yes ? await eraser.erase(whom, operator()) : await eraser.plan(whom);
    const name = whom.of.what === 'access' ? `access ${whom.of.id}` : whom.subject.label;
    const ok = !yes || unchained === 0;
    if (json) await outJson(io, { ok, erased: yes, what: whom.of.what, id: whom.of.id, counts, unchained });
    else await io.out(`${lines(name, counts, unchained, yes).join('\n')}\n`);
    return ok ? 0 : 1;
  });
}

/** Whether what an older version wrote was recorded as found: nothing is sealed before that. */
async function isTakenOver({ chain, record }: Store): Promise<boolean> {
  if ((await chain.head()) === null || (await record.isSealedFromStart())) return true;
  return (await record.recorded([completeKey])).has(completeKey);
}

/** An address that was released can be somebody else's now: whose text is meant, only the id says. */
function severalSentence(who: string, all: readonly (EraseWhom | null)[]): string {
  const each = all.flatMap((one) => (one === null ? [] : [`--person ${one.subject.id} (${one.subject.label})`]));
  return `${who} has belonged to more than one person. Say whom you mean: ${each.join(', or ')}.`;
}

function lines(name: string, counts: EraseCounts, unchained: number, isDone: boolean): string[] {
  if (isNothing(counts) && unchained === 0) return [`No typed text is left about ${name}.`];
  const places = [
    `  ${counts.accessTexts} in requests, decisions and events of ${counts.accesses} accesses`,
    `  ${counts.journal} in the journal`,
    `  ${counts.chain} in the audit chain, where the digests stay`,
    `  ${counts.buttons} buttons that carry some of it, and ${counts.notices} notices that wait`,
    `  ${counts.messages} messages in audit channels and to people, and the cards of these accesses`,
  ];
  if (!isDone) {
    const waiting = unchained > 0 ? [`  ${unchained} that aren't chained yet: they are chained first`] : [];
    return [
      `This would erase the typed text about ${name}:`,
      ...places,
      ...waiting,
      'Nothing was changed. To erase it for good, run the command again with --yes.',
    ];
  }
  const left =
    unchained > 0 ? [`${unchained} texts are left, as they aren't in the chain: run latchkey audit verify.`] : [];
  return [
    `Erased the typed text about ${name}:`,
    ...places,
    ...left,
    'Running workers edit the messages in chat within a minute. To see that the record is whole, run latchkey audit verify.',
  ];
}
