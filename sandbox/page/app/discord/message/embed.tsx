import {
  DiscordEmbed,
  DiscordEmbedDescription,
  DiscordEmbedField,
  DiscordEmbedFields,
  DiscordEmbedFooter,
} from '@skyra/discord-components-react';
import { useDiscordSurroundings } from '../context.ts';
import { hexOf } from '../looks.ts';
import { stampOf } from '../times.ts';
import type { Embed as EmbedData } from '../types.ts';
import { Markdown } from './markdown-view.tsx';

/** An embed: the colour bar, title, description, fields and footer. */
export function Embed({ embed }: { embed: EmbedData }) {
  const isLight = useDiscordSurroundings().theme === 'light';
  const foot = [embed.footer?.text, embed.timestamp && stampOf(embed.timestamp, Date.now())].filter(Boolean);
  return (
    <DiscordEmbed
      slot="embeds"
      lightTheme={isLight}
      color={embed.color === undefined ? undefined : hexOf(embed.color)}
      authorName={embed.author?.name}
    >
      <DiscordEmbedDescription slot="description">
        {embed.title !== undefined && (
          <strong className="embed-title">
            <Markdown text={embed.title} />
          </strong>
        )}
        {embed.description !== undefined && <Markdown text={embed.description} />}
      </DiscordEmbedDescription>
      {(embed.fields ?? []).length > 0 && (
        <DiscordEmbedFields slot="fields">
          {placed(embed.fields ?? []).map(({ field, place }, index) => (
            <DiscordEmbedField key={index} lightTheme={isLight} inline={place !== undefined} inlineIndex={place}>
              <strong className="embed-field-name">
                <Markdown text={field.name} />
              </strong>
              <Markdown text={field.value} />
            </DiscordEmbedField>
          ))}
        </DiscordEmbedFields>
      )}
      {foot.length > 0 && (
        <DiscordEmbedFooter slot="footer" lightTheme={isLight}>
          {foot.join(' • ')}
        </DiscordEmbedFooter>
      )}
    </DiscordEmbed>
  );
}

type Field = NonNullable<EmbedData['fields']>[number];

/** Neighbouring inline fields stand beside each other, three in a row. */
function placed(fields: Field[]): { field: Field; place?: 1 | 2 | 3 }[] {
  let run = 0;
  return fields.map((field) => {
    run = field.inline === true ? run + 1 : 0;
    return run === 0 ? { field } : { field, place: (((run - 1) % 3) + 1) as 1 | 2 | 3 };
  });
}
