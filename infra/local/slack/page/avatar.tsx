import type { Person } from '../workspace.ts';
import { EnvelopeIcon } from './icons.tsx';

/** A person's initials on their colour; an app may have a picture. The name stands beside it, so it is only decoration. */
export function Avatar({ person, size = 36 }: { person: Person | undefined; size?: number }) {
  const style = { width: size, height: size, background: person?.colour ?? '#777', fontSize: size * 0.4 };
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {person?.picture === 'envelope' ? <EnvelopeIcon /> : initials(person?.realName ?? '?')}
    </span>
  );
}

const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
