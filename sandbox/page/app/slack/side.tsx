import { useMemo } from 'react';
import { usePage } from '../context.ts';
import type { Player } from '../data/people.ts';
import type { Surroundings } from './context.ts';
import { SurroundingsContext } from './context.ts';
import { Markup } from './markup.tsx';
import type { SlackProps } from './slack.tsx';
import { Slack } from './slack.tsx';

/** The Slack side of the page: the player's account, or that they have none. */
export function SlackSide({ player, ...props }: SlackProps & { player: Player }) {
  const { theme, notify, ask } = usePage();
  const { world, people } = props.slack;
  const { slack: persona } = player;
  const discordId = player.discord?.id;
  const surroundings = useMemo((): Surroundings | undefined => {
    if (world === undefined || persona === undefined) return undefined;
    const own: Surroundings = {
      ...{ world, people, persona, theme, notify, discordId },
      confirm: (question) =>
        ask({
          title: question.title.text,
          text: (
            <SurroundingsContext.Provider value={own}>
              <Markup text={question.text} />
            </SurroundingsContext.Provider>
          ),
          yes: question.confirm?.text,
          no: question.deny?.text,
          isDangerous: question.style === 'danger',
        }),
    };
    return own;
  }, [world, people, persona, discordId, theme, notify, ask]);
  if (surroundings === undefined) {
    return (
      <section className="chat chat-none" aria-label="Slack">
        <p>{player.name} has no Slack account.</p>
      </section>
    );
  }
  return (
    <SurroundingsContext.Provider value={surroundings}>
      <Slack {...props} />
    </SurroundingsContext.Provider>
  );
}
