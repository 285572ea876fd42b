import { randomUUID } from 'node:crypto';
import { readSecrets } from '../../config/environment.ts';
import type { PersonRef } from '../../domain/identity.ts';
import { randomIds } from '../../lib/random-ids.ts';
import { longestReason, mostPeople } from '../../services/arguments.ts';
import { createDirectory } from '../../services/directory.ts';
import { createResolveKnown } from '../../services/identity/resolve-known.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, wrongUse } from '../io.ts';
import { operator } from '../operator.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { withStore } from '../with-store.ts';
import { offlinePerform } from './perform.ts';
import { entitlementUsage, readWanted, whoOf } from './words.ts';
import { reason } from '../../domain/reason.ts';
import { words } from '../../words/index.ts';

interface Options {
  readonly because: string;
  readonly json?: boolean;
}

/** What became of one person's access; `access`: whose record tells of it. */
interface Revoked {
  readonly who: string;
  readonly ok: boolean;
  readonly access: string | null;
  readonly sentence: string;
}

/**
 * `latchkey revoke ENTITLEMENT from WHO… --because REASON`: takes access away while the chat is down. It is recorded `via`
 * `cli`, with the operating system's user as a claim; running workers take the roles away and tell people. A limit stays: it
 * is ended in chat only (A6). 0: everybody's is revoked; 1: somebody had nothing to revoke, or isn't known.
 */
export async function revoke(io: Io, phrase: readonly string[], options: Options): Promise<ExitCode> {
  const { because, json = false } = options;
  const typed = because.trim();
  if (typed === '' || typed.length > longestReason)
    throw wrongUse(`Say why with --because, in at most ${longestReason} characters.`);
  if (readSecrets(io.env) === null)
    throw wrongUse('What is revoked is recorded and sealed: set LATCHKEY_SECRET as Latchkey has it.');
  const { catalogue } = await readCatalogue(io);
  const from = phrase.findLastIndex((word) => word.toLowerCase() === 'from');
  const people = phrase
    .slice(from + 1)
    .flatMap((word) => word.split(','))
    .filter(Boolean);
  if (from < 1 || people.length === 0)
    throw wrongUse(
      `Write what and from whom: latchkey revoke ENTITLEMENT from WHO… with ENTITLEMENT as ${entitlementUsage}.`,
    );
  if (people.length > mostPeople) throw wrongUse(`At most ${mostPeople} people at a time.`);
  const text = phrase.slice(0, from).join(' ');
  const directory = createDirectory(catalogue);
  const entitlement = readWanted(text, directory);
  if (!entitlement.ok) throw wrongUse(entitlement.sentence);

  return withStore(io, catalogue.tenant, async (store, clock) => {
    if ((await store.record.foreignSeal()) !== null) throw wrongUse('Nothing was revoked: set LATCHKEY_SECRET first.');
    const perform = offlinePerform(store, clock, directory);
    const resolve = createResolveKnown({ store });
    const one = async (who: string): Promise<Revoked> => {
      const subject: PersonRef | null = await resolve(whoOf(who));
      if (subject === null) return { who, ok: false, access: null, sentence: `Nobody is known as ${who}.` };
      const id = `cli/${randomUUID()}`;
      const { access, events, refusal } = await perform({
        id,
        command: { name: 'revoke' },
        actor: null,
        claimed: operator(),
        subject,
        entitlement: entitlement.value,
        delivery: id,
        heardAt: clock.now(),
        text: { salt: randomIds.salt(), value: typed.toWellFormed() },
        via: 'cli',
        because: [reason('C7', 'revoked-by-operator', { by: operator() })],
      });
      const ok = refusal === null && events.length > 0;
      return {
        who,
        ok,
        access: access?.id ?? null,
        sentence: refusal === null ? `Revoked: ${text} from ${subject.label}.` : words.refusal(refusal.args),
      };
    };
    const all: Revoked[] = [];
    for (const who of new Set(people)) all.push(await one(who));
    const ok = all.every((each) => each.ok);
    if (json) await outJson(io, { ok, people: all });
    else await io.out(`${all.map(({ sentence }) => sentence).join('\n')}\n`);
    if (all.some((each) => each.ok)) io.say('latchkey: running workers take roles away and tell people within seconds');
    return ok ? 0 : 1;
  });
}
