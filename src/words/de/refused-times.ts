import type { Entitlement } from '../../domain/entitlement.ts';
import { isLimit } from '../../domain/entitlement.ts';
import { count, length } from './format.ts';
import type { RefusalWords } from '../word-maps.ts';

/** Refusals about when something was requested, how much was requested, and limits that only people in chat end. */
export const times = {
  'requested-later': () =>
    'Das wurde angefragt, nachdem dein Befehl angekommen ist, daher wurde nichts geändert. Versuche es noch einmal, wenn du es noch willst.',
  overtaken: () =>
    'Du hast das zurückgezogen oder zurückgegeben, nachdem du es angefragt hast, daher wurde es nicht erneut angefragt. Frage es an, wenn du es noch brauchst.',
  'requested-twice': () =>
    'Du hast das zweimal angefragt, und über deine andere Anfrage ist entschieden, daher wurde es nicht erneut angefragt. Frage es an, wenn du es noch brauchst.',
  'end-passed': () => 'Dieser Zeitpunkt ist schon vorbei. Gib einen späteren ein, etwa „until tomorrow“.',
  'longer-than-requested': ({ askedMs }) =>
    `Angefragt wurde das für ${length(askedMs)}. Du kannst es so lange oder kürzer genehmigen.`,
  'limit-for-less': () =>
    'Eine Einschränkung kann nicht kürzer genehmigt werden, weil sie dann früher enden würde. Genehmige sie so, wie sie ist, oder lehne sie ab.',
  'not-started-in-time': () =>
    'Das wurde genehmigt, konnte aber nicht vor dem Zeitpunkt beginnen, bis zu dem es angefragt war. Frage erneut an, wenn du es noch brauchst.',
  'too-late-to-approve': () =>
    'Eine Genehmigung zählt nicht mehr, und die Zeit für eine neue ist vorbei. Frage erneut an, wenn du es noch brauchst.',
  'too-old': () =>
    'Dein Befehl hat länger als einen Tag gewartet, weil etwas ausgefallen war, daher wurde er nicht ausgeführt. Gib ihn noch einmal, wenn du es noch brauchst.',
  'limit-stays': ({ entitlement: one, label }) =>
    `${label} behält ${limitName(one)}. Beenden kann das nur, wer genehmigen darf, im Chat mit /access revoke.`,

  'requests-per-hour': ({ most, waitMs }) =>
    `Du hast das in der letzten Stunde ${most === 1 ? 'einmal' : `${most}-mal`} angefragt. Wieder anfragen kannst du es ${inTime(waitMs)}.`,
  'requests-per-person-per-hour': ({ most, waitMs }) =>
    `Du hast in der letzten Stunde ${requests(most)} gestellt. Die nächste kannst du ${inTime(waitMs)} stellen.`,
  'too-many-open': ({ open }) =>
    `Du hast ${requests(open)}, über die noch nicht entschieden ist. Ziehe eine zurück (/access pending zeigt sie), oder warte, bis eine entschieden ist.`,
} satisfies Partial<RefusalWords>;

function limitName(one: Entitlement): string {
  return isLimit(one) && one.kind === 'item' ? `${one.right} auf ${one.item}` : 'diese Einschränkung';
}

function requests(open: number): string {
  return count(open, { one: 'Anfrage', other: 'Anfragen' });
}

/** Rounded up to the minute, so that it is true. */
function inTime(ms: number): string {
  return `in ${length(Math.max(1, Math.ceil(ms / 60_000)) * 60_000)}`;
}
