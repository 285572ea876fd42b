import { useRef } from 'react';
import { useDiscordSurroundings } from './context.ts';
import { hexOf, looksOf } from './looks.ts';
import type { Persona, Role } from './types.ts';

/** The guild's members below their highest role, with all their roles: where a role appears and goes. */
export function MemberList() {
  const { world, personas, persona } = useDiscordSurroundings();
  const members = personas.filter((one) => one.isMember);
  /** Roles that were there from the start: one that comes later shows that it is new. */
  const known = useRef(new Set(members.flatMap((one) => one.roles.map((role) => `${one.id}/${role.id}`))));
  const app = looksOf(world.app.user, world, personas);
  return (
    <aside className="d-members" aria-label="Discord members" tabIndex={0}>
      {groupsOf(members, world.roles).map(({ name, color, people }) => (
        <section key={name}>
          <h3>
            {name} — {people.length}
          </h3>
          <ul>
            {people.map((one) => (
              <Member key={one.id} member={one} color={color} isMe={one.id === persona.id} known={known.current} />
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h3>Apps — 1</h3>
        <ul>
          <li className="d-member">
            <img className="d-avatar" src={app.avatar} alt="" width={30} height={30} />
            <span className="d-member-text">
              <span className="d-member-name">
                {app.name} <span className="d-app-tag">App</span>
              </span>
            </span>
          </li>
        </ul>
      </section>
    </aside>
  );
}

function Member({
  member,
  color,
  isMe,
  known,
}: {
  member: Persona;
  color?: string;
  isMe: boolean;
  known: ReadonlySet<string>;
}) {
  const { world, personas } = useDiscordSurroundings();
  const looks = looksOf(member.id, world, personas);
  const roles = member.roles.map((one) => one.name);
  return (
    <li
      className="d-member"
      data-me={isMe}
      aria-label={[member.name, roles.length > 0 ? `roles: ${roles.join(', ')}` : 'no roles'].join(', ')}
    >
      <img className="d-avatar" src={looks.avatar} alt="" width={30} height={30} />
      <span className="d-member-text">
        <span className="d-member-name" style={{ color: looks.color ?? color }}>
          {member.name}
        </span>
        {member.roles.length > 0 && (
          <span className="d-roles">
            {member.roles.map((role) => (
              <span key={role.id} className="d-role" data-new={!known.has(`${member.id}/${role.id}`)}>
                <i style={{ background: role.color === 0 ? undefined : hexOf(role.color) }} />
                <span>{role.name}</span>
              </span>
            ))}
          </span>
        )}
      </span>
    </li>
  );
}

interface Group {
  name: string;
  color?: string;
  people: Persona[];
}

/** @param roles highest first */
function groupsOf(members: Persona[], roles: readonly Role[]): Group[] {
  const groups = roles
    .map((role): Group => ({
      name: role.name,
      color: role.color === 0 ? undefined : hexOf(role.color),
      people: members.filter((one) => one.roles[0]?.id === role.id),
    }))
    .filter((one) => one.people.length > 0);
  const others = members.filter((one) => one.roles.length === 0);
  return others.length === 0 ? groups : [...groups, { name: 'Members', people: others }];
}
