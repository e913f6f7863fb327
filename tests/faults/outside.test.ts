import { disturbEverything } from '../support/faults/matrix.ts';
import { waysOf } from '../support/faults/ways.ts';

/** Everything that is asked of the directory, the ledger and Slack fails in every way in which it can. */
disturbEverything((call) => (call.service === 'queues' ? [] : waysOf(call)));
