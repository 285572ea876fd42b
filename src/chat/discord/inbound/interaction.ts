import { ApplicationCommandOptionType as Option, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';

const id = z.string().regex(/^\d{1,20}$/);
const user = z.object({
  id,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

/** Kinds of options whose value says something by itself: an attachment's or a channel's id doesn't. */
const readableOption = z.union(
  [
    Option.Subcommand,
    Option.SubcommandGroup,
    Option.String,
    Option.Integer,
    Option.Boolean,
    Option.User,
    Option.Role,
    Option.Mentionable,
    Option.Number,
  ].map((type) => z.literal(type)),
);

const option: z.ZodType<GivenOption> = z.object({
  name: z.string(),
  type: readableOption,
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional();
  },
});

/** An option of a command as it was given; subcommands and groups have options of their own. */
export interface GivenOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean | undefined;
  readonly focused?: boolean | undefined;
  readonly options?: readonly GivenOption[] | undefined;
}

const resolved = z.object({
  users: z.record(z.string(), user).optional(),
  members: z.record(z.string(), z.object({ nick: z.string().nullish() })).optional(),
  roles: z.record(z.string(), z.object({ name: z.string() })).optional(),
});
export type Resolved = z.infer<typeof resolved>;

const commandData = z.object({
  name: z.string(),
  type: z.number(),
  /** On whom a command of a menu was opened. */
  target_id: id.optional(),
  options: z.array(option).optional(),
  resolved: resolved.optional(),
});

/** What our forms have: fields for text, and selects. The type isn't always there. */
const input = z.object({
  type: z.union([z.literal(ComponentType.TextInput), z.literal(ComponentType.StringSelect)]).optional(),
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).optional(),
});

const base = {
  id,
  token: z.string().min(1),
  guild_id: id.nullish(),
  channel_id: id.nullish(),
  member: z.object({ user }).nullish(),
  user: user.nullish(),
  /** The language of the person's client, such as `de` or `en-US`. */
  locale: z.string().max(20).nullish(),
};

/** INTERACTION_CREATE, as much of it as is used: 2 a command, 3 a component, 4 what is typed, 5 a modal. */
const interaction = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal(2), data: commandData }),
  z.object({
    ...base,
    type: z.literal(3),
    data: z.object({ custom_id: z.string(), values: z.array(z.string()).optional() }),
  }),
  z.object({ ...base, type: z.literal(4), data: commandData }),
  z.object({
    ...base,
    type: z.literal(5),
    data: z.object({
      custom_id: z.string(),
      components: z.array(z.object({ component: input.optional(), components: z.array(input).optional() })),
    }),
  }),
]);

export type Interaction = z.infer<typeof interaction> & { readonly by: string };
export type CommandData = z.infer<typeof commandData>;

/** What it takes to answer an interaction. */
export interface Answerable {
  readonly type: number;
  readonly id: string;
  readonly token: string;
}

const answerable: z.ZodType<Answerable> = z.object({ type: z.number(), id, token: z.string().min(1) });

/** Of an interaction that `readInteraction` can't read: enough to say so; null where even that is missing. */
export function readAnswerable(given: unknown): Answerable | null {
  return answerable.safeParse(given).data ?? null;
}

/** Null for anything that is none of the four, isn't text where text is expected, or doesn't say who did it. */
export function readInteraction(given: unknown): Interaction | null {
  const { data } = interaction.safeParse(given);
  const by = data?.member?.user.id ?? data?.user?.id;
  return data && by !== undefined ? { ...data, by } : null;
}

/** What a modal's inputs hold, by their ids: what was typed, or the one that was chosen. */
export function modalValues({ data }: Extract<Interaction, { type: 5 }>): Readonly<Record<string, string>> {
  const inputs = data.components.flatMap(({ component, components }) => [
    ...(component ? [component] : []),
    ...(components ?? []),
  ]);
  return Object.fromEntries(inputs.map((one) => [one.custom_id, one.value ?? one.values?.[0] ?? '']));
}
