import { disturbEverything } from '../support/faults/matrix.ts';
import { KILLED } from '../support/faults/ways.ts';

disturbEverything(({ writes }) => (writes ? KILLED : []));
