import { disturbEverything } from '../support/faults/matrix.ts';
import { killingAt, waysOf } from '../support/faults/ways.ts';

/** The worker is killed at every write, and the queues deliver as they please. */
disturbEverything((call, calls) => [...killingAt(call, calls), ...(call.service === 'queues' ? waysOf(call) : [])]);
