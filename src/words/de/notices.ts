import { isLimit } from '../../domain/entitlement.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { and, length } from './format.ts';

type About = Parameters<Words['notices']['denied']>[0];

/** What people are told of an event. `by` is who did it; null: Latchkey. Times in ms. */
export const notices: Words['notices'] = {
  started: (about, until, at, more) => {
    const limit = isLimit(about.entitlement);
    const opening: Text = about.own
      ? [limit ? 'Du bist eingeschränkt: ' : 'Du hast ']
      : [{ person: about.person }, limit ? ' ist eingeschränkt: ' : ' hat '];
    const end: Text = until === null ? [', unbefristet.'] : [', bis ', { time: until }, ` (${length(until - at)}).`];
    const shorter = more.shorter === '' ? '' : ` ${more.shorter}`;
    const along = more.roles.length === 0 ? '' : ` Dazu kommt ${and(more.roles)}.`;
    return [...opening, { strong: entitlement(about.entitlement) }, ...end, shorter, along];
  },
  denied: (about, by) => [...request(about), ' wurde', ...byWhom(by), ' abgelehnt.'],
  suggested: (about, by, instead) => [
    ...request(about),
    ' wurde abgelehnt. ',
    ...(by === null ? ['Vorgeschlagen wird stattdessen '] : [by, ' schlägt stattdessen vor: ']),
    { strong: entitlement(instead) },
    '.',
  ],
  requestInstead: (role) => `${role} anfragen`,
  requestInsteadConfirm: (one, length, hasReason) => ({
    title: 'Stattdessen anfragen?',
    text: `Du fragst ${entitlement(one)}${length} an${hasReason ? ', mit derselben Begründung' : ''}.`,
    yes: 'Anfragen',
    no: 'Jetzt nicht',
    reason: hasReason ? 'Warum? Leer bleibt die Begründung gleich.' : 'Warum? Das lesen alle, die genehmigen.',
  }),
  cancelled: (about, by, why) => [...request(about), ' wurde', ...byWhom(by), ` zurückgezogen. ${why}`],
  lapsed: (about, why) => [
    ...request(about),
    why === ''
      ? ' ist verfallen, weil niemand rechtzeitig entschieden hat. Frage erneut an, wenn du es noch brauchst.'
      : ` ist verfallen. ${why}`,
  ],
  expired: (about) => [...access(about), ' ist abgelaufen.'],
  revoked: (about, by, remains) => [
    ...access(about),
    ' wurde',
    ...byWhom(by),
    ' entzogen.',
    remains
      ? ` Der Zugriff bleibt bestehen, weil ${about.own ? 'du das Produkt administrierst' : 'die Person das Produkt administriert'}.`
      : '',
  ],
  approveAgain: (about, why) => [...request(about), ` muss noch einmal genehmigt werden. ${why}`],
  lateVote: (who, one) => [
    who,
    ' konnte die Anfrage für ',
    { strong: entitlement(one) },
    ' nicht genehmigen: Das Recht dazu, oder die Bekanntschaft mit Latchkey, kam erst nach der Anfrage. Jemand anderes kann sie noch genehmigen, oder du fragst erneut an.',
  ],
  requestAgain: 'Erneut anfragen',
  giveBack: 'Zurückgeben',
  giveBackConfirm: (one, names) => ({
    title: 'Zurückgeben?',
    text: `Du hast dann nicht mehr: ${entitlement(one, names)}.`,
    yes: 'Zurückgeben',
    no: 'Behalten',
    reason: 'Warum? Das kommt ins Protokoll.',
  }),

  stuckForRequester: (one, able, needed) => [
    'Deine Anfrage für ',
    { strong: entitlement(one) },
    ` ist offen, aber ${lack(able, needed)}. Die Latchkey-Admins wissen Bescheid.`,
  ],
  stuckForAdministrators: (person, one, able, needed, id) => [
    'Die Anfrage von ',
    { person },
    ' für ',
    { strong: entitlement(one) },
    ` ist offen, aber ${lack(able, needed)}. Benenne mehr Personen, die darüber entscheiden dürfen, oder ziehe sie zurück mit `,
    { code: `/access cancel ${id}` },
    '.',
  ],
  earlier: 'Das konnten wir dir vorher nicht sagen:',
};

function request({ own, person, entitlement: one }: About): Text {
  const whose: Text = own ? ['Deine Anfrage für '] : ['Die Anfrage von ', { person }, ' für '];
  return [...whose, { strong: entitlement(one) }];
}

/** As the subject of a sentence: `Dein Zugriff (die Rolle Help desk auf mdm-eu)`. */
function access({ own, person, entitlement: one }: About): Text {
  const whose: Text = own ? ['Dein Zugriff ('] : ['Der Zugriff von ', { person }, ' ('];
  return [...whose, { strong: entitlement(one) }, ')'];
}

function byWhom(by: Span | null): Text {
  return by === null ? [] : [' von ', by];
}

function lack(able: number, needed: number): string {
  return able === 0
    ? 'niemand, der sie genehmigen darf, ist erreichbar'
    : `von ${needed} nötigen Personen, die sie genehmigen dürfen, ${able === 1 ? 'ist nur 1' : `sind nur ${able}`} erreichbar`;
}
