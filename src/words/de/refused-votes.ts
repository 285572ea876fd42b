import type { RefusalWords } from '../word-maps.ts';
import { shortName } from './systems.ts';

const wayOut =
  'Wenn ihr zwei Personen seid, können die Latchkey-Admins das mit /access people festhalten. Es gilt für spätere Anfragen.';

/** Why somebody's approval doesn't count (A7). */
export const votes = {
  'one-with-subject': ({ label, what }) =>
    `Du kannst das nicht ${what === 'grant' ? 'vergeben' : 'genehmigen'}: Du und ${label} zählt als eine Person. Das muss jemand anderes tun. ${wayOut}`,
  'one-with-requester': ({ label }) =>
    `Du kannst das nicht genehmigen: ${label} hat es angefragt, und ihr zählt als eine Person. Das muss jemand anderes genehmigen. ${wayOut}`,
  'one-with-giver': ({ label }) =>
    `Du kannst das nicht genehmigen: Damit wird übergeben, was ${label} hat, und beide Seiten einer Übergabe zählen als eine Stimme. Das muss jemand anderes genehmigen.`,
  'one-with-approver': ({ label }) =>
    `${label} hat das schon genehmigt, und ihr zählt als eine Person. Jemand anderes muss es auch noch genehmigen. ${wayOut}`,
  'runs-system': ({ label }) =>
    `Du bist für das System ${shortName(label)} verantwortlich, das hier anfragt, daher muss das jemand anderes genehmigen.`,
  newcomer: () =>
    'Du kannst das nicht genehmigen, weil Latchkey dich erst nach der Anfrage kennengelernt hat. Wer angefragt hat, kann erneut anfragen, und dann kannst du genehmigen.',
  'new-authority': () =>
    'Du kannst das nicht genehmigen, weil du erst nach der Anfrage darüber entscheiden darfst. Wer angefragt hat, kann erneut anfragen, und dann kannst du genehmigen.',
  'own-role': () =>
    'Du kannst nicht über deine eigene Rolle entscheiden, oder über die von jemandem, mit dem du als eine Person zählst. Das muss jemand anderes tun.',
} satisfies Partial<RefusalWords>;
