import { cut } from '../../domain/cut.ts';
import type { RefusalArgs } from '../../domain/refusal-args.ts';
import type { RefusalWords } from '../word-maps.ts';
import { outcome, stage } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { length } from './format.ts';
import { votes } from './refused-votes.ts';
import { handOvers } from './refused-hand-overs.ts';
import { times } from './refused-times.ts';
import { toDo } from './verbs.ts';

const permission = '„Define permissions to other users accounts“';
const kinds = { asset: 'ein Asset', package: 'ein Paket', tool: 'ein Tool' } as const;

const accesses = {
  said: ({ sentence }) => sentence,
  about: ({ whom, why }) => `Zu ${whom}: ${refusal(why)}`,
  'about-account': ({ chat, why }) => `Zum Konto in ${chat}: ${refusal(why)}`,
  'hand-over-limit-not-put': ({ label, limit, why }) =>
    `Es wurde nichts übergeben: Die Einschränkung (${entitlement(limit)}) ließ sich für ${label} nicht setzen, und Einschränkungen gehen vor. ${refusal(why)}`,

  'no-authority': ({ entitlement: one, what }) =>
    one.kind === 'console'
      ? `Du brauchst Konsolenzugriff auf ${one.product}, um das ${toDo[what]}.`
      : `Du brauchst die Berechtigung ${permission} auf ${one.instance}, um das ${toDo[what]}.`,
  'own-access': ({ what }) =>
    `Du kannst dir nicht selbst Zugriff ${what === 'grant' ? 'geben' : 'genehmigen'}. Das muss jemand anderes tun, der darüber entscheiden darf.`,
  'own-request': () => 'Du hast das angefragt, daher muss es jemand anderes genehmigen.',
  'already-approved': () => 'Du hast das schon genehmigt. Jemand anderes muss es auch noch genehmigen.',
  'other-stage': ({ stage: number, stages, of, count: people }) =>
    `Stufe ${number} von ${stages} braucht jemand anderen: ${stage({ of, count: people })}.`,
  'limit-requested': () =>
    'Das nimmt Rechte weg, daher kann es nicht angefragt werden. Wer darüber entscheiden darf, kann es vergeben.',
  'own-limit': () => 'Das schränkt dich ein, daher muss es jemand anderes beenden, der darüber entscheiden darf.',
  'already-open': ({ own, label, isActive, entitlement: one, access }) => {
    if (isActive)
      return `${own ? 'Du hast' : `${label} hat`} ${entitlement(one)} schon (${access}). /access why ${access} zeigt, wie es dazu kam.`;
    return own
      ? `Du hast ${entitlement(one)} schon angefragt (${access}). /access pending zeigt die Anfrage.`
      : `${label} hat ${entitlement(one)} schon angefragt. Entscheide mit /access approve ${access}.`;
  },
  'too-long': ({ maxMs }) => `Höchstens ${length(maxMs)} sind möglich.`,
  'no-always': ({ maxMs }) =>
    `Unbefristeter Zugriff ist hier nicht erlaubt.${maxMs === null ? '' : ` Höchstens ${length(maxMs)} sind möglich.`}`,
  decided: ({ outcome: what }) => `Es gibt nichts mehr zu entscheiden: Die Anfrage ${outcome(what)}`,
  lapsed: () =>
    'Niemand hat rechtzeitig entschieden, daher ist die Anfrage verfallen. Frage erneut an, wenn du es noch brauchst.',
  'terms-changed': () =>
    'Diese Anfrage hat sich geändert, seit die Karte gezeigt wurde, daher wurde nichts entschieden. So sieht sie jetzt aus.',
  'not-yours-to-cancel': () =>
    'Zurückziehen können das nur die Person, die angefragt hat, und die, für die es ist. Wer genehmigen darf, kann ablehnen.',
  'not-yours-to-give-back': () =>
    'Du kannst nur deinen eigenen Zugriff zurückgeben. Um den einer anderen Person zu beenden, nimm /access revoke.',
  'nothing-to-revoke': ({ label, entitlement: one }) =>
    `${label} hat ${entitlement(one)} nicht über Latchkey, daher gibt es nichts zu entziehen.`,
  implicit: ({ label, product }) =>
    `Es gibt nichts zu entziehen. ${label} hat Zugriff durch die Administration von ${product}. Stufe die Person im Produkt selbst herab, oder entferne sie dort.`,
  'revoked-before-start': () =>
    'Dieser Zugriff wurde entzogen, bevor er beginnen konnte. Frage ihn erneut an, wenn du ihn noch brauchst.',
  'groups-changed': () => 'Die nötigen Genehmigungen haben sich geändert. Bitte frage erneut an.',
  left: ({ label }) => `${label} ist nicht mehr da: Keines der Konten ist noch Mitglied.`,
  retired: ({ what }) =>
    `Nicht mehr in der Konfiguration und daher nicht mehr zu vergeben: ${typeof what === 'string' ? what : entitlement(what)}. Was vorher vergeben wurde, kann noch entzogen werden.`,
  'changed-outside': () =>
    'Das Protokoll dieses Zugriffs wurde außerhalb von Latchkey geändert, daher ist nichts passiert. Die Latchkey-Admins können mit `latchkey audit verify` mehr herausfinden.',
  'unknown-access': ({ id }) =>
    `Es gibt keinen Zugriff mit der ID „${cut(id, 24)}“. /access mine, /access pending und /access audit zeigen IDs.`,
  'default-administrator': ({ instance }) =>
    `Das ist das eingebaute Standard-Administratorkonto von ${instance}. Sein Zugriff kann nicht vergeben, eingeschränkt oder entzogen werden.`,
  group: ({ shown }) =>
    `${shown} ist eine Gruppe. Zugriff bekommt jede Person einzeln, nenne also die Personen eine nach der anderen.`,
  'not-an-asset': ({ instance, item, kind }) =>
    `${instance}/${item} ist ${kinds[kind]}. Objektrechte gibt es nur für Assets; ${kinds[kind]} hat ein eigenes Merkmal.`,
  'item-rights-conflict': ({ label, wanted: { instance, item, right }, held }) =>
    right === 'no-read'
      ? `${label} hat ${held.right} auf ${instance}/${item} (${held.access}). Entziehe das zuerst, und schränke das Lesen dann mit no-read ein.`
      : `${label} ist durch no-read auf ${instance}/${item} eingeschränkt (${held.access}); das hebt ${right} auf. Zuerst muss das jemand beenden, der darüber entscheiden darf.`,
} satisfies Partial<RefusalWords>;

const refusals: RefusalWords = { ...accesses, ...votes, ...times, ...handOvers };

/** A refusal as a person reads it. */
export function refusal(args: RefusalArgs): string {
  return (refusals[args.name] as (args: RefusalArgs) => string)(args);
}
