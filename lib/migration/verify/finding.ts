/** What can be wrong with the record. The first eight are the chain's, the next six its sense, the last the rows'. */
export type Fault =
  /** Numbers without a record. */
  | 'missing'
  /** A record whose number is another's turn. */
  | 'out-of-place'
  | 'altered'
  | 'unlinked'
  | 'other-chain'
  | 'unreadable'
  /** A noted head that the chain does not have. */
  | 'head'
  /** Parts of a record are erased, and no later record says so. */
  | 'unrecorded-erasure'
  /** A move that is not allowed (docs/adr/003), or of a kind that nobody knows. */
  | 'move'
  | 'version'
  /** It does not say how the proposal stood, or says so where it cannot. */
  | 'standing'
  /** Another object, value or change than the proposal's other records. */
  | 'other-change'
  | 'own-approval'
  | 'approvals'
  /** A row that its plan does not know, or that was taken up while the plan was not being applied. */
  | 'not-planned'
  /** The list of a plan's people is not there, or is another than was approved. */
  | 'people'
  | 'row-missing'
  /** Its records are erased in part, and it still holds all of it. */
  | 'row-kept'
  | 'row-unrecorded'
  | 'row-behind'
  | 'row-ahead'
  | 'row-altered';

/** One thing that is wrong: where it is, as far as that can be said, and a sentence. */
export type Finding = {
  readonly what: Fault;
  readonly number?: number;
  readonly proposalId?: string;
  readonly says: string;
};
