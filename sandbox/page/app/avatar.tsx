import { Icon } from './icons.tsx';
import { hueOf, initialsOf } from './initials.ts';

interface Looks {
  realName: string;
  isApp?: boolean;
}

/** A person's initials on a colour of their own; the app's key. */
export function Avatar({ person, size = 36 }: { person: Looks; size?: number }) {
  const style = { width: size, height: size, fontSize: size * 0.38, ['--hue' as string]: hueOf(person.realName) };
  if (person.isApp === true) {
    return (
      <span className="avatar avatar-app" style={style} aria-hidden="true">
        <Icon name="key" size={size * 0.62} />
      </span>
    );
  }
  return <span className="avatar" style={style} aria-hidden="true" data-initials={initialsOf(person.realName)} />;
}
