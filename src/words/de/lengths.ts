import type { Words } from '../words.ts';

const durations =
  'Gib eine Dauer von 1m bis 52w ein, etwa 30m, 8h, 1h 30m, 5 days oder 2w, einen Zeitpunkt wie „until 18:00“ oder „until tomorrow“, oder always.';
const moments =
  'Gib eine Uhrzeit oder einen Tag ein, etwa „until 18:00“, „until tomorrow“, „until friday 12:00“ oder „until 2026-12-24“.';

/** Why what was typed after `for` can't be used. */
export const lengthProblem: Words['lengthProblem'] = ({ code, shown }) => {
  switch (code) {
    case 'not-a-duration':
      return `„${shown}“ ist keine Dauer. ${durations}`;
    case 'out-of-range':
      return `„${shown}“ liegt außerhalb des Möglichen. ${durations}`;
    case 'not-a-moment':
      return `„${shown}“ ist keine Dauer. ${moments}`;
    case 'passed':
      return `„${shown}“ ist schon vorbei. Gib einen späteren Zeitpunkt ein, etwa „until tomorrow“.`;
    case 'too-far':
      return `„${shown}“ ist zu weit weg. Die längste Dauer ist 52w.`;
  }
};
