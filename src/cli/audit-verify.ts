import type { Anchor } from '../services/audit/anchors.ts';
import { createAuditVerify } from '../services/audit/verify.ts';
import type { VerifyReport } from '../services/audit/verify.ts';
import type { ExitCode, Io } from './io.ts';
import { anchorsOf } from './anchors.ts';
import { outJson } from './io.ts';
import { tenantOf, withStore } from './with-store.ts';

interface Options {
  readonly json?: boolean;
  readonly tenant?: string;
  readonly anchor?: readonly Anchor[];
  /** A file with lines pasted from an audit channel. */
  readonly anchors?: string;
}

/** What is shown to people of a long list; --json has it all. */
const shown = 20;
/** How often progress is told, in ms. */
const progressEveryMs = 1_000;

/** 0 where the record is whole, else 1. */
export async function auditVerify(io: Io, options: Options): Promise<ExitCode> {
  const tenant = await tenantOf(io, options.tenant);
  const anchors = await anchorsOf(options);
  const report = await withStore(io, tenant, (store, clock) =>
    createAuditVerify({ store, clock, tenant })({
      anchors,
      ...(io.isTerminal === true && { progress: tellProgress(io) }),
    }),
  );
  await (options.json === true ? outJson(io, report) : io.out(`${readable(report).join('\n')}\n`));
  return report.ok ? 0 : 1;
}

function tellProgress(io: Io): (done: { readonly entries: number; readonly accesses: number }) => void {
  let next = Date.now() + progressEveryMs;
  return ({ entries, accesses }) => {
    if (Date.now() < next) return;
    next = Date.now() + progressEveryMs;
    io.say(`latchkey: ${entries} entries, ${accesses} accesses so far`);
  };
}

function readable({ ok, entries, accesses, head, trusted, problems, unchained }: VerifyReport): string[] {
  const counted = `${entries} entries, ${accesses} accesses`;
  const end = head === null ? 'The chain is empty.' : `The chain ends at ${head.seq}:${head.hash}`;
  const found =
    trusted === 0
      ? []
      : [`Entries 1 to ${trusted} have no seal: an older version wrote them, and they are trusted as found.`];
  if (ok) return [`The record is whole: ${counted}.`, ...found, end];
  return [
    `The record is NOT whole: ${counted}, ${problems.length} problems, ${unchained.length} events not chained.`,
    ...some(problems.map(({ sentence }) => sentence)),
    ...some(unchained.map(({ id, at }) => `Event ${id} of ${at} is not in the chain yet, after more than a minute.`)),
    end,
  ];
}

function some(lines: readonly string[]): string[] {
  const more = lines.length - shown;
  return [...lines.slice(0, shown), ...(more > 0 ? [`… and ${more} more: --json shows all.`] : [])];
}
