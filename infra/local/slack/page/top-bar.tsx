import type { Snapshot } from '../snapshot.ts';
import { Avatar } from './avatar.tsx';

/** The strip over everything: the workspace, and the switch between the people one can be. */
export function TopBar({ snapshot, become }: { snapshot: Snapshot; become: (person: string) => void }) {
  const people = snapshot.people.filter(({ id }) => snapshot.mayBe.includes(id));
  return (
    <header className="top-bar">
      <span className="sample">Look-alike on this machine; nothing leaves it</span>
      <fieldset className="people">
        <legend>You are</legend>
        {people.map((person) => (
          <button
            key={person.id}
            type="button"
            aria-pressed={person.id === snapshot.me}
            onClick={() => become(person.id)}
          >
            <Avatar person={person} size={22} />
            {person.realName}
          </button>
        ))}
      </fieldset>
    </header>
  );
}
