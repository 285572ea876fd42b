import { entitlement } from './entitlements.ts';
import type { RefusalWords } from '../word-maps.ts';

/** Why something isn't handed over (A6). */
export const handOvers = {
  'not-held-any-more': ({ label }) =>
    `${label} hat nicht mehr, was übergeben werden sollte: Der Zugriff ist beendet, entzogen oder an jemand anderen gegangen. Es hat nichts begonnen. Frage ihn an, wenn du ihn noch brauchst.`,
  'waits-to-be-handed-over': ({ label }) =>
    `Das wartet schon darauf, an ${label} übergeben zu werden. Entscheide zuerst über diese Anfrage oder ziehe sie zurück, und versuche es dann noch einmal.`,
  'hand-over-under-way': ({ by, to }) =>
    `${by} übergibt das schon an ${to}. Warte ab, was daraus wird, oder ziehe diese Anfrage zurück, und versuche es dann noch einmal.`,
  'hand-over-limit-changed': ({ label, limit }) =>
    `Es wurde nichts übergeben: Das Protokoll der Einschränkung von ${label} (${entitlement(limit)}) wurde außerhalb von Latchkey geändert, und Einschränkungen gehen vor. Die Latchkey-Admins können mit \`latchkey audit verify\` mehr herausfinden.`,
  'hand-over-limit-not-shown': ({ label, limit }) =>
    `Es wurde nichts übergeben: ${label} hat eine Einschränkung, die nicht angezeigt wurde (${entitlement(limit)}). Gib noch einmal /access people ein, um sie zu sehen.`,
  'hand-over-nothing-shown': ({ label }) =>
    `${label} hat nichts mehr von dem, was angezeigt wurde. Gib noch einmal /access people ein.`,
} satisfies Partial<RefusalWords>;
