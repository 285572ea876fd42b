import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { and } from './format.ts';

/** The name of a system in the file, from the label that records have for it. */
export const shortName = (label: string): string => label.replace(/^(?:hook|client):/, '');

/** Other systems that ask for somebody: what cards and messages say of them. */
export const systems: Words['systems'] = {
  system: (label) => `das System ${shortName(label)}`,
  asked: 'Gebraucht wird',
  gives: (action, one, more) =>
    `${action}; gibt: ${entitlement(one)} = ${action}${more === 0 ? '' : ` und ${more} weitere`}`,
  through: 'Angefragt durch',
  agents: (actors, person) => [
    `${actors.length === 1 ? 'Agent' : 'Agenten'} ${actors.join(', für ')} für `,
    { person },
  ],
  alsoAsks: 'Auch angefragt durch',
  ticket: (ticket, label) => [`Endet mit dem Ticket ${ticket} in ${shortName(label)}`],
  openTicket: (ticket) => `${ticket} öffnen`,
  several: (labels) => and([...new Set(labels)].map((label) => systems.system(label))),
  emergencyLabel: 'Notfall',
  emergency: 'Das System sagt, dass das ein Notfall ist. Genehmige es nur, wenn du es auch sonst tätest.',

  requestedForYou: (label, one) => [
    `Das System ${shortName(label)} hat für dich `,
    { strong: entitlement(one) },
    ' angefragt. Wenn du nicht darum gebeten hast, sage es: Die Anfrage wird dann zurückgezogen, und die Latchkey-Admins erfahren davon.',
  ],
  notMe: 'Das war ich nicht',
  notMeConfirm: (label, one) => ({
    title: 'Du hast nicht darum gebeten?',
    text: `Was das System ${shortName(label)} angefragt hat (${entitlement(one)}), wird zurückgezogen. Wenn du es nur deswegen hast, endet es jetzt. Das System kann es einen Tag lang nicht noch einmal für dich anfragen.`,
    yes: 'Das war ich nicht',
    no: 'Zurück',
  }),
  notMeWorking: 'Die Anfrage wird noch zurückgezogen…',
  notMeDone: (label) =>
    `Danke. Was das System ${shortName(label)} für dich angefragt hat, wurde zurückgezogen, und die Latchkey-Admins erfahren davon.`,
  notMeNothing:
    'Es gibt nichts mehr zurückzuziehen: Die Anfrage ist abgeschlossen, oder das System hat sie zurückgezogen.',
  notMeReportTitle: 'Jemand hat nicht darum gebeten, was ein System angefragt hat',
  notMeReport: (person, label, one, access) => [
    { person },
    ` sagt, nicht um ${entitlement(one)} gebeten zu haben; das hat das System ${shortName(label)} angefragt (`,
    { code: access },
    '). Die Anfrage wurde zurückgezogen, und das System kann das einen Tag lang nicht noch einmal für diese Person anfragen. Frage die Verantwortlichen, was da passiert ist.',
  ],
  barredRecord: (label) =>
    `die Person hat nicht um das gebeten, was das System ${shortName(label)} angefragt hat; es kann das einen Tag lang nicht noch einmal anfragen`,
  barred: (until) =>
    `Die Person hat gesagt, dass sie nicht darum gebeten hat, daher kann das vor ${new Date(until).toISOString()} nicht für sie angefragt werden.`,
};
