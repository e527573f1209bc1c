/** What somebody shows who claims an account that may be known elsewhere. */
export interface ForeignClaim {
  readonly account: string | undefined;
  readonly password: string | undefined;
  readonly certfp: string | undefined;
  readonly address: string;
}

/** The port: who may log in by what somebody else knows of them. */
export interface ForeignAccounts {
  /** True if anybody is asked. */
  readonly available: boolean;
  /** The name of the account whose owner that is, which exists now; rejects if nobody has answered. */
  judge(claim: ForeignClaim): Promise<string | undefined>;
}
