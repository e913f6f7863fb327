/** What can be done with a proposal, or with a plan, in the same words. */
export const DENY = { id: 'deny', label: 'Deny…', style: 'danger' } as const;
export const CANCEL = { id: 'cancel', label: 'Cancel…' } as const;
export const UNDO = { id: 'undo', label: 'Undo…' } as const;
/** Of a plan that is being applied: it is cancelled, and takes up nobody more. */
export const STOP = { id: 'stop', label: 'Stop…', style: 'danger' } as const;
