import type { Call, Outcome } from '../src/domain/call.ts';
import type { Account } from '../src/domain/identity.ts';
import type { Message } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import type { CommandDescription } from '../src/domain/command-description.ts';
import type { Commands } from '../src/ports/commands.ts';
import type { Homes } from '../src/ports/platform.ts';
import type { CommandJob, Turn } from '../src/ports/queue.ts';
import { createAdmission } from './admission.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import type { Command, CommandDeps } from './command.ts';
import { createComplete } from './complete.ts';
import { createAsker, createKeptOut } from './asker.ts';
import { approve, cancel, deny } from './decide.ts';
import { notAsked } from './not-asked.ts';
import { resumeEndpoint } from './resume-endpoint.ts';
import { giveBack } from './give-back.ts';
import { grant } from './grant.ts';
import { driftAccess, driftTake } from './drift.ts';
import { settleReport } from './reports.ts';
import { settleEntry } from './entries.ts';
import { handOver } from './hand-over.ts';
import { createHelp } from './help.ts';
import { home, homeOf } from './home.ts';
import { link, linkConfirm, linkRefuse } from './link.ts';
import { mine } from './mine.ts';
import { createOutsider } from './outsider.ts';
import { pending } from './pending.ts';
import { confirmPerson, consentPerson, people, refusePerson, separatePerson } from './people.ts';
import { requestAgain } from './request-again.ts';
import { requestInstead } from './request-instead.ts';
import { request } from './request.ts';
import { revoke, revokeConfirmed } from './revoke.ts';
import { twoPeople } from './two-people.ts';
import { unlink, unlinkConfirmed } from './unlink.ts';
import { vouch } from './vouch.ts';
import { who } from './who.ts';
import { why } from './why.ts';
import { words } from '../src/words/index.ts';

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
  home,
  mine,
  pending,
  why,
  audit,
  link,
  unlink,
  people,
  createHelp(() => descriptions),
  changes,
  revokeConfirmed,
  giveBack,
  requestAgain,
  requestInstead,
  notAsked,
  resumeEndpoint,
  confirmPerson,
  separatePerson,
  refusePerson,
  consentPerson,
  linkConfirm,
  linkRefuse,
  unlinkConfirmed,
  twoPeople,
  settleEntry,
  settleReport,
  handOver,
  vouch,
  driftAccess,
  driftTake,
];

export const descriptions: readonly CommandDescription[] = all.map((command) => command.description);

/** The commands as a chat platform calls them. An unknown name is answered with help. */
export function createCommands(deps: CommandDeps): Commands & { readonly home: Homes['of'] } {
  const byName = new Map(all.map((command) => [command.description.name, command]));
  const help = byName.get('help');
  const askerOf = createAsker(deps);
  const admission = createAdmission(deps.directory.catalogue.limits, deps.clock);
  const complete = createComplete(descriptions, askerOf, deps);
  const keptOut = createKeptOut(askerOf, deps);
  const outsider = createOutsider(askerOf, deps);
  return {
    descriptions,
    choices: deps.directory.choices,
    complete: (account, question, limit) =>
      admission.complete(account) ? complete(account, question, limit) : Promise.resolve([]),
    keptOut: (account) => (admission.view(account).kind === 'go' ? keptOut(account) : Promise.resolve(overBudget())),
    overViews: (account) => (admission.view(account).kind === 'go' ? null : overBudget()),
    run: (call) => deps.store.unit(() => run(call)),
    home: (account, { isOpened }) =>
      isOpened && admission.view(account).kind !== 'go'
        ? Promise.resolve(null)
        : deps.store.unit(async () => withNotices(account, await homeOf({ account }, deps))),
  };

  async function run(call: Call): Promise<Outcome> {
    const admitted = isView(call) ? admission.view(call.account) : admission.command(call.account, call.command);
    if (admitted.kind !== 'go') {
      return { ok: false, message: overBudget(), silent: admitted.kind === 'silent', mentions: new Map() };
    }
    const outcome = await answer(call, admitted.turn);
    // What is only confirmed has its answer yet to come.
    const isAnswer = byName.get(call.command)?.description.mode !== 'job';
    return isAnswer ? withNotices(call.account, outcome) : withMentions(call.account, outcome);
  }

  /** With what couldn't be told before (DESIGN §4, _Wanted_). */
  async function withNotices(account: Account, outcome: Outcome): Promise<Outcome> {
    return withMentions(account, { ...outcome, ...(await deps.earlier(account, outcome.message)) });
  }

  async function withMentions({ platform }: Account, outcome: Outcome): Promise<Outcome> {
    // A private answer: whoever reads it may know the e-mails of those whom it names.
    return { ...outcome, ...(await deps.introduce(outcome.message, platform, true)) };
  }

  async function answer(call: Call, turn: Turn): Promise<Outcome> {
    const command = byName.get(call.command);
    if (!command) {
      if (!help) throw new Error('there is no help');
      return help.run({ ...call, args: { unknown: call.command } }, deps);
    }
    // What only takes away waits for its turn: in the queue, or here where it is only a question.
    if (turn.delayMs > 0 && command.description.mode === 'query') await deps.clock.sleep(turn.delayMs);
    const outside = await outsider(call, command);
    if (outside !== null) return outside;
    const queue = { ...deps.queue, command: (jobs: readonly CommandJob[]) => deps.queue.command(jobs, turn) };
    const outcome = await command.run(call, { ...deps, queue });
    const waits = command.description.mode === 'job' && turn.delayMs > longestUnsaidMs;
    if (!outcome.ok || !waits) return outcome;
    // Said at once, as it's long until its outcome.
    const { pending: _, ...rest } = outcome;
    return { ...rest, message: itWaits(turn.delayMs) };
  }
}

/** A command that waits longer for its turn says so, in ms: more than what spreading a burst takes by default. */
const longestUnsaidMs = 5_000;

function itWaits(ms: number): Message {
  return say(words.commands.waitsItsTurn(ms), 'waiting');
}

/** Commands whose lists have pages. */
const paged: readonly string[] = ['people', 'mine', 'pending'];

/** Turning a page of a list. */
function isView({ command, args }: Call): boolean {
  return paged.includes(command) && typeof args['page'] === 'number' && args['page'] > 1;
}

function overBudget(): Message {
  return say(words.commands.tooFast, 'bad');
}
