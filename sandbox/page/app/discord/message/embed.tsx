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
import { placed } from './fields.ts';
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
          {placed(embed.fields ?? []).map(({ field, at, of }, index) => (
            <DiscordEmbedField key={index} lightTheme={isLight} className={`field-${at}-of-${of}`}>
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
