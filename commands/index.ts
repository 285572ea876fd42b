import type { Call, Outcome } from '../src/domain/call.ts';
import type { CommandDescription } from '../src/domain/command-description.ts';
import type { Commands } from '../src/ports/commands.ts';
import { audit } from './audit.ts';
import { check } from './check.ts';
import type { Command, CommandDeps } from './command.ts';
import { createComplete } from './complete.ts';
import { createAsker, createKeptOut } from './asker.ts';
import { approve, cancel, deny } from './decide.ts';
import { giveBack } from './give-back.ts';
import { grant } from './grant.ts';
import { driftAccess, driftTake } from './drift.ts';
import { settleEntry } from './entries.ts';
import { handOver } from './hand-over.ts';
import { createHelp } from './help.ts';
import { link, linkConfirm, linkRefuse } from './link.ts';
import { mine } from './mine.ts';
import { pending } from './pending.ts';
import { confirmPerson, consentPerson, people, refusePerson, separatePerson } from './people.ts';
import { requestAgain } from './request-again.ts';
import { request } from './request.ts';
import { revoke, revokeConfirmed } from './revoke.ts';
import { twoPeople } from './two-people.ts';
import { unlink, unlinkConfirmed } from './unlink.ts';
import { who } from './who.ts';
import { why } from './why.ts';

/** Every subcommand of `/access`, in the order of the help. A new command is one file and one line here. */
const all: readonly Command[] = [
  request,
  grant,
  revoke,
  approve,
  deny,
  cancel,
  check,
  who,
  mine,
  pending,
  why,
  audit,
  link,
  unlink,
  people,
  createHelp(() => descriptions),
  revokeConfirmed,
  giveBack,
  requestAgain,
  confirmPerson,
  separatePerson,
  refusePerson,
  consentPerson,
  linkConfirm,
  linkRefuse,
  unlinkConfirmed,
  twoPeople,
  settleEntry,
  handOver,
  driftAccess,
  driftTake,
];

export const descriptions: readonly CommandDescription[] = all.map((command) => command.description);

/** The commands as a chat platform calls them. An unknown name is answered with help. */
export function createCommands(deps: CommandDeps): Commands {
  const byName = new Map(all.map((command) => [command.description.name, command]));
  const help = byName.get('help');
  const askerOf = createAsker(deps);
  return {
    descriptions,
    choices: deps.directory.choices,
    complete: createComplete(descriptions, askerOf, deps),
    keptOut: createKeptOut(askerOf, deps),
    async run(call) {
      const outcome = await answer(call);
      // What is only confirmed has its answer yet to come.
      const isAnswer = byName.get(call.command)?.description.mode !== 'job';
      const told = isAnswer ? await deps.earlier(call.account, outcome.message) : outcome;
      return { ...outcome, ...told, mentions: await deps.mentions(told.message, call.account.platform) };
    },
  };

  function answer(call: Call): Promise<Outcome> {
    const command = byName.get(call.command);
    if (command) return command.run(call, deps);
    if (!help) throw new Error('there is no help');
    return help.run({ ...call, args: { unknown: call.command } }, deps);
  }
}
