import { Icon } from './icons.tsx';

interface Looks {
  id: string;
  realName: string;
  isApp?: boolean;
}

/** A person's initials on a colour of their own; the app's key. */
export function Avatar({ person, size = 36 }: { person: Looks; size?: number }) {
  const style = { width: size, height: size, fontSize: size * 0.38, ['--hue' as string]: hueOf(person.id) };
  if (person.isApp === true) {
    return (
      <span className="avatar avatar-app" style={style} aria-hidden="true">
        <Icon name="key" size={size * 0.62} />
      </span>
    );
  }
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {initials(person.realName)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0) ?? '').join('');
}

function hueOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 360;
  return sum;
}
