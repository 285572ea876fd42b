import type { BasisFacts } from '../../domain/basis.ts';
import type { Stage } from '../../domain/catalogue.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { and, count, or } from './format.ts';

/** Who has to decide at a stage: `1 person with authority`. */
export function stage({ of, count: people }: Stage): string {
  const who = count(people, { one: 'person', other: 'people' });
  switch (of.kind) {
    case 'authority':
      return `${who} with authority`;
    case 'role':
      return `${who} with the role ${of.role} on ${of.instance}, and with authority`;
    case 'people':
      return `${who} of ${or(of.emails)}, with authority`;
  }
}

/** What became of an access, by whom, as a sentence that goes on after its name. */
export function outcome({ state, isImported, approvers, last }: Outcome): string {
  const by = approvers.length > 0 ? ` by ${and(approvers)}` : '';
  switch (state) {
    case 'requested':
      return 'it waits for a decision.';
    case 'approved':
      return `it was approved${by} and is about to start.`;
    case 'active':
      return isImported ? 'it comes from the configuration.' : `it was approved${by} and has started.`;
    case 'closed':
    case 'ended':
      return `it was ${last?.event ?? 'closed'} by ${last?.actor ?? 'system'}.`;
  }
}

/** Why somebody may decide (A1), as it is recorded with their decision. */
export function basis({ kind, of = '', access, until, role }: BasisFacts): string {
  switch (kind) {
    case 'implicit':
      return `They are an administrator of ${of.replace(/^console:/, '')}, which has console access by default (C2).`;
    case 'access': {
      const end = until === null ? 'without end' : `until ${new Date(until).toISOString()}`;
      return `They hold ${of} (access ${access ?? ''}, ${end}).`;
    }
    case 'role': {
      const through = access === null ? '' : `, by access ${access}`;
      const where = capitalized(role?.platform ?? '');
      const what = of.startsWith('console:') ? `the console of ${of.slice(8)}` : of;
      return `They hold the role ${role?.name ?? ''} in ${where}${through}, which stands for authority over ${what} (latchkey.yml).`;
    }
    case 'system':
      return 'It is their own.';
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
