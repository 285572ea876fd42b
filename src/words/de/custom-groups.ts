import type { Words } from '../words.ts';

/** What is wrong with a custom group (R7). */
export const groupProblem: Words['groupProblem'] = (problem) => {
  switch (problem.code) {
    case 'no-name':
      return 'Eine eigene Gruppe braucht einen Namen.';
    case 'built-in-name':
      return `Die eigene Gruppe "${problem.group}" heißt wie die eingebaute Gruppe ${problem.builtIn}. Gib ihr einen anderen Namen.`;
    case 'same-name':
      return `Es gibt zwei eigene Gruppen namens "${problem.group}". Groß- und Kleinschreibung zählt dabei nicht.`;
    case 'built-in-member':
      return `Die eigene Gruppe "${problem.group}" hat die eingebaute Gruppe ${problem.builtIn} als Mitglied. Eingebaute Gruppen können keiner anderen Gruppe angehören (R7).`;
    case 'unknown-member':
      return `Die eigene Gruppe "${problem.group}" hat das Mitglied "${problem.member}", das keine eigene Gruppe dieser Instanz ist.`;
    case 'member-of-limit':
      return `Die eigene Gruppe "${problem.group}" kann nicht zu ${problem.builtIn} gehören: Diese Gruppe schränkt ein und verleiht keine Rechte. Vergib sie an jede Person einzeln.`;
    case 'member-of-custom':
      return `Die eigene Gruppe "${problem.group}" nennt in memberOf die eigene Gruppe "${problem.parent}"; dort stehen nur eingebaute Gruppen. Führe "${problem.group}" stattdessen unter den Mitgliedern von "${problem.parent}" auf.`;
    case 'unknown-parent':
      return `Die eigene Gruppe "${problem.group}" gehört zu "${problem.parent}", was keine eingebaute Gruppe ist.`;
    case 'circle':
      return `Eigene Gruppen gehören einander im Kreis an: ${problem.names.join(' → ')}. Nimm eine davon heraus.`;
  }
};
