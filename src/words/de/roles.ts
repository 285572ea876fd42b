import type { Words } from '../words.ts';
import { and } from './format.ts';

/** Roles of a chat that follow an access. `chat`: what people call it. */
export const roles: Words['roles'] = {
  driftTitle: 'Rolle ohne Zugriff',
  driftOne: (who, role, chat, stands, isLinked) => [
    who,
    ' hat die Rolle ',
    { strong: role },
    ` in ${chat}, aber nicht den Zugriff, zu dem sie gehört.`,
    stands ? ' Mit der Rolle allein lässt sich nichts genehmigen.' : '',
    isLinked
      ? ' Vergib den Zugriff, oder entferne die Rolle.'
      : ' Sobald das Konto mit /access link verknüpft ist, kann der Zugriff angefragt werden.',
  ],
  driftMany: (members, role, chat) => [
    `${members} Mitglieder haben die Rolle `,
    { strong: role },
    ` in ${chat}, aber nicht den Zugriff, zu dem sie gehört. Vergib den Zugriff an alle, die die Rolle behalten sollen, und entferne sie in ${chat} bei den anderen. Mit `,
    { code: 'drift: restore' },
    ' in latchkey.yml entfernt Latchkey sie dort selbst.',
  ],
  grant: (what) => `Vergeben: ${what}`,
  grantConfirm: (what, label) => ({
    title: 'Diesen Zugriff vergeben?',
    text: `${label} bekommt ${what}.`,
    yes: 'Vergeben',
    no: 'Zurück',
  }),
  remove: 'Rolle entfernen',
  removeConfirm: (chat) => ({
    title: 'Die Rolle entfernen?',
    text: `Latchkey entfernt die Rolle in ${chat}.`,
    yes: 'Entfernen',
    no: 'Zurück',
  }),

  yoursFailed: (role, chat, why) => [
    'Deine Rolle ',
    { strong: role },
    ` in ${chat} konnte nicht aktualisiert werden: ${why}`,
    ' Wir versuchen es weiter, und die Latchkey-Admins wissen Bescheid.',
  ],
  failed: (role, chat, person, why) => [
    'Die Rolle ',
    { strong: role },
    ...(person === null ? [] : [' von ', { person }]),
    ` in ${chat} konnte nicht aktualisiert werden: ${why}`,
    ' Wir versuchen es weiter.',
  ],
  refused: (chat, what, role, code) =>
    `${chat} hat Latchkey die Rolle ${role} nicht ${what === 'give' ? 'vergeben' : 'entfernen'} lassen (${code}).`,

  gone: {
    unnamed: (id) => `mit der ID ${id}`,
    named: (name, id) => `${name} (${id})`,
    follows: (entitlements) => `folgt sie ${entitlements.join(', ')} (targets)`,
    stands: (scopes) => `berechtigt sie zu Entscheidungen über ${scopes.join(', ')} (authority)`,
    sentence: (chat, role, uses) =>
      `Die ${chat}-Rolle ${role} wurde gelöscht.${uses.length === 0 ? '' : ` In latchkey.yml ${and(uses)}.`} Niemand kann sie mehr haben, aber alle behalten ihren Zugriff. Lege eine neue Rolle an und trage dort ihre ID ein, oder entferne den Eintrag, und starte Latchkey dann neu.`,
  },

  removing: {
    unknown: 'Latchkey kennt diese Rolle nicht mehr.',
    noAuthority: 'Um diese Rolle zu entfernen, musst du den Zugriff genehmigen dürfen, zu dem sie gehört.',
    changed: (role) => `Die Rolle ${role} hat sich seitdem geändert, daher ist nichts passiert.`,
    done: (role) => `Latchkey entfernt die Rolle ${role}.`,
    recorded: (role) => `die Rolle ${role} wird entfernt, weil kein Zugriff sie gibt`,
  },
  inChat: (role, chat) => `${role} in ${chat}`,

  why: {
    notConfigured: 'latchkey.yml gibt diese Rolle mit keinem Zugriff mehr',
    decided: (label) => `kein Zugriff gibt sie, und ${label} hat entschieden, sie zu entfernen`,
    unlinked: 'das Konto ist nicht mehr mit der Person verknüpft, die den Zugriff hat',
    left: 'das Konto, mit dem dieses verknüpft ist, ist nicht mehr aktiv',
    noAccess: 'kein Zugriff gibt sie',
  },

  accessGives: (id, entitlement) => `der Zugriff ${id} gibt ${entitlement}`,
  accessGivesUntil: (id, entitlement, until) =>
    `der Zugriff ${id} gibt ${entitlement}, ${until === null ? 'unbefristet' : `bis ${new Date(until).toISOString().slice(0, 16)}Z`}`,
  accessTo: (id, entitlement, fate) => `der Zugriff ${id} auf ${entitlement} ${fate}`,
  accessEnded: (id, fate) => `der Zugriff ${id} ${fate}`,
  fate: { ended: 'ist beendet', expired: 'ist beendet: Die Zeit ist abgelaufen', revoked: 'wurde entzogen' },
  together: (parts) => parts.join(' und '),
  more: (hidden) => `; und ${hidden} weitere`,

  event: (what, name, chat, detail) => {
    const role = `die Rolle ${name} in ${chat}`;
    const { by, why, took, restores } = detail;
    switch (what) {
      case 'given':
        return detail.already
          ? `${role} war schon da und gehört von jetzt an dazu: ${by}`
          : `${role} wurde vergeben: ${by}`;
      case 'taken':
        return `${role} wurde entfernt: ${by}`;
      case 'failed':
        return `${role} konnte nicht ${took ? 'entfernt' : 'vergeben'} werden: ${why.replace(/\.$/, '')}`;
      case 'given-by-hand':
        if (by !== '') return `${role} wurde von Hand wieder vergeben: ${by}`;
        return `${role} wurde von Hand vergeben, ohne einen Zugriff${restores ? ', und wird entfernt' : ''}`;
      case 'taken-by-hand':
        return `${role} wurde von Hand entfernt${by === '' ? '' : `, obwohl gilt: ${by}`}${restores ? '. Sie wird wieder vergeben' : ''}`;
      case 'restored':
        return took ? `${role} wurde wie vorher wieder entfernt` : `${role} wurde wieder vergeben: ${by}`;
      case 'left':
        if (detail.isMember) return `hat ${chat} verlassen und ist ohne ${role} zurückgekommen`;
        return `kein Mitglied von ${chat}, daher ohne ${role}${by === '' ? '' : `. Bei einer Rückkehr wird sie wieder vergeben, solange gilt: ${by}`}`;
      case 'back':
        return `wieder Mitglied von ${chat}: ${role} wird wieder vergeben: ${by}`;
    }
  },

  note: {
    given: 'vergeben',
    failed: (why) => `konnte nicht vergeben oder entfernt werden: ${why}`,
    taken: 'entfernt',
    kept: 'bleibt, weil ein anderer Zugriff sie auch gibt',
    takenByHand: 'von Hand entfernt',
    left: 'nicht vergeben, weil die Person kein Mitglied ist; sie bekommt die Rolle, wenn sie rechtzeitig zurückkommt',
  },
};
