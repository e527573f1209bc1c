/** Who did something: a user, or a token of the admin API. */
export interface AuditActor {
  /** `nick!user@host` as others saw it, or the name of the token. */
  readonly by: string;
  readonly address: string;
  readonly account?: string | undefined;
  /** The name of the operator in the configuration. */
  readonly oper?: string | undefined;
}

/** What was done with a privilege. Never what is secret: no password, no key, nothing that was said in private. */
export interface AuditedAct {
  /** The command, or the operation of the admin API. */
  readonly command: string;
  /** Whom or what it is about. */
  readonly target?: string | undefined;
  readonly reason?: string | undefined;
  /** `done`, `asked`, or why not. */
  readonly outcome: string;
}

/** A privileged act as the audit log has it. */
export interface AuditRecord extends AuditActor, AuditedAct {
  /** In ms since 1970. */
  readonly at: number;
}
