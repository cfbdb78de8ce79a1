// What a commit message that is still being written says of contracts.

export interface NamedContract {
  /** `queue-plan#BC-3`: what to write. */
  readonly text: string;
  readonly title: string;
}

export interface SaidNumber {
  readonly label: string;
  /** 1-based, in the message. */
  readonly line: number;
  readonly answer: 'known' | 'unknown' | 'several';
  /** Why it is that; a clause. */
  readonly why: string;
  /** The contract that is meant; those that could be where that is not clear. */
  readonly contracts: readonly NamedContract[];
}

export interface MessageAnswer {
  /** How many contracts the plans here define. */
  readonly contracts: number;
  /** In the order of the message. */
  readonly said: readonly SaidNumber[];
}
