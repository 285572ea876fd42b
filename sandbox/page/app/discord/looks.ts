import { hueOf, initialsOf } from '../initials.ts';
import type { Persona, Role, World } from './types.ts';

export const hexOf = (color: number): string => `#${color.toString(16).padStart(6, '0')}`;

/** The colour of a name: that of the highest role that has one. @param roles highest first */
export function colorOf(roles: readonly Pick<Role, 'color'>[]): string | undefined {
  const found = roles.find((one) => one.color !== 0);
  return found === undefined ? undefined : hexOf(found.color);
}

/** How somebody looks in Discord. */
export interface Looks {
  name: string;
  avatar: string;
  color?: string;
  isApp: boolean;
}

/** @param fallback the name of somebody whom the guild does not know */
export function looksOf(id: string, world: World, personas: readonly Persona[], fallback = id): Looks {
  if (id === world.app.user || id === world.app.id) {
    return { name: world.app.name, avatar: appPicture, color: undefined, isApp: true };
  }
  const persona = personas.find((one) => one.id === id);
  const name = persona?.name ?? fallback;
  return { name, avatar: pictureOf(name), color: colorOf(persona?.roles ?? []), isApp: false };
}

const picture = (inner: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${inner}</svg>`)}`;

/** A person's initials on a colour of their own, as an address that needs no network. */
export function pictureOf(name: string): string {
  const initials = initialsOf(name).replace(/[<&>]/g, '');
  return picture(
    `<rect width="40" height="40" fill="hsl(${hueOf(name)} 34% 34%)"/>` +
      `<text x="20" y="26" font-size="16" font-family="sans-serif" font-weight="600" fill="white" text-anchor="middle">${initials}</text>`,
  );
}

const appPicture = picture(
  '<rect width="40" height="40" fill="#2f6f6a"/><g fill="none" stroke="white" stroke-width="2.6" stroke-linecap="round">' +
    '<circle cx="15" cy="20" r="5"/><path d="M20 20h11M27 20v4.500M31 20v3"/></g>',
);
