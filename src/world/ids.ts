/** A user of the network. A user keeps it through every nick change; it is never used again. */
export type UserId = string & { readonly brand: "UserId" };

/** One connected client of a user, on one node. Unique on the network, never used again. */
export type SessionId = string & { readonly brand: "SessionId" };
