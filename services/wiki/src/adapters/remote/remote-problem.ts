/** A server of others does not give what it was asked for; says what, for whoever gave the address. */
export class RemoteProblem extends Error {
  override readonly name = 'RemoteProblem';
  /** Another attempt may go well. */
  readonly isTemporary: boolean;
  constructor(message: string, isTemporary = false) {
    super(message);
    this.isTemporary = isTemporary;
  }
}
