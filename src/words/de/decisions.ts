import type { Words } from '../words.ts';
import { and, count, or } from './format.ts';
import { doneAs } from './verbs.ts';

/** Who has to decide at a stage. */
export const stage: Words['stage'] = ({ of, count: people }) => {
  const who = count(people, { one: 'Person', other: 'Personen' });
  const may = people === 1 ? 'die darüber entscheiden darf' : 'die darüber entscheiden dürfen';
  switch (of.kind) {
    case 'authority':
      return `${who}, ${may}`;
    case 'role':
      return `${who} mit der Rolle ${of.role} auf ${of.instance}, ${may}`;
    case 'people':
      return `${who} aus ${or(of.emails)}, ${may}`;
  }
};

/** What became of an access, by whom, as a sentence that goes on after its name. */
export const outcome: Words['outcome'] = ({ state, isImported, approvers, last }) => {
  const by = approvers.length > 0 ? ` von ${and(approvers)}` : '';
  switch (state) {
    case 'requested':
      return 'wartet auf eine Entscheidung.';
    case 'approved':
      return `wurde${by} genehmigt und beginnt gleich.`;
    case 'active':
      return isImported ? 'kommt aus der Konfiguration.' : `wurde${by} genehmigt und hat begonnen.`;
    case 'closed':
    case 'ended':
      return `wurde von ${last?.actor ?? 'system'} ${doneAs(last?.event ?? 'closed')}.`;
  }
};

/** Why somebody may decide (A1). */
export const basis: Words['basis'] = ({ kind, of = '', access, until, role }) => {
  switch (kind) {
    case 'implicit':
      return `Die Person administriert ${of.replace(/^console:/, '')} und hat damit von Haus aus Konsolenzugriff (C2).`;
    case 'access': {
      const end = until === null ? 'unbefristet' : `bis ${new Date(until).toISOString()}`;
      return `Die Person hat ${of} (Zugriff ${access ?? ''}, ${end}).`;
    }
    case 'role': {
      const through = access === null ? '' : `, durch den Zugriff ${access}`;
      const where = capitalized(role?.platform ?? '');
      const what = of.startsWith('console:') ? `die Konsole von ${of.slice(8)}` : of;
      return `Die Person hat in ${where} die Rolle ${role?.name ?? ''}${through}; damit darf sie über ${what} entscheiden (latchkey.yml).`;
    }
    case 'system':
      return 'Es ist ihre eigene Sache.';
  }
};

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
