import { type Alias, IN_OTHER_CASE, put, recreate, remove, type State, VALUE } from './state.ts';
import type { Step } from './steps.ts';

/** What other administrators do to a mailbox. */
export const DEEDS = {
  'adds the value to': (state, alias) => put(state, alias, [...without(state, alias), VALUE]),
  'takes the value from': (state, alias) => put(state, alias, without(state, alias)),
  'writes the value in other letters at': (state, alias) =>
    put(state, alias, [...without(state, alias), IN_OTHER_CASE]),
  'adds another address to': (state, alias) =>
    put(state, alias, [...proxiesOf(state, alias), `smtp$${proxiesOf(state, alias).length}@fabrikam.example`]),
  deletes: remove,
  'makes anew': (state, alias) => recreate(state, alias, [`MS$FABRIKAM/LONDON/${alias.toUpperCase()}`]),
} as const satisfies Record<string, (state: State, alias: Alias) => State>;

const proxiesOf = ({ mailboxes }: State, alias: Alias): readonly string[] => mailboxes[alias]?.proxies ?? [];
const without = (state: State, alias: Alias): readonly string[] =>
  proxiesOf(state, alias).filter((value) => value.toLowerCase() !== VALUE.toLowerCase());

export const interferes = (deed: keyof typeof DEEDS, alias: Alias): Step => ({
  name: `somebody else ${deed} ${alias}`,
  does: async (state, world) => {
    const next = DEEDS[deed](state, alias);
    world.put(alias, next);
    return next;
  },
});
