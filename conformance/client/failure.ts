/** What a case throws when the server did not do what its clause asks. */
export class CaseFailure extends Error {
  override readonly name = "CaseFailure";
}

/** What a case throws when it finds out on the way that it has nothing to judge. */
export class CaseSkipped extends Error {
  override readonly name = "CaseSkipped";
}
