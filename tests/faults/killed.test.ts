import { disturbEverything } from '../support/faults/matrix.ts';
import { killingAt } from '../support/faults/ways.ts';

disturbEverything(killingAt);
