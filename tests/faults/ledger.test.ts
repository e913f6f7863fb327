import { disturbEverything } from '../support/faults/matrix.ts';
import { waysOf } from '../support/faults/ways.ts';

disturbEverything((call) => (call.service === 'ledger' ? waysOf(call) : []));
