import type { Change } from "../world/changes.ts";
import type { ClassedClient } from "./classes.ts";
import type { SessionNode } from "./node.ts";
import type { Session } from "./session.ts";

/** Puts a session that wants to register into its class; a text says why it may not come in. */
export function enterClass(session: Session, node: SessionNode): string | undefined {
  const wanted = node.classes.of(classed(session, node));
  const isNew = wanted && wanted.name !== session.class?.name;
  if (isNew && node.classes.isFull(wanted)) return `Too many clients of the class ${wanted.name}`;
  put(session, node, wanted);
  return undefined;
}

/** Puts a session into the class it belongs to now, however many are in it: who is here stays. */
export function classify(session: Session, node: SessionNode): void {
  put(session, node, node.classes.of(classed(session, node)));
}

/** Takes a session out of its class: it is over. */
export function leaveClass(session: Session, node: SessionNode): void {
  put(session, node, undefined);
}

/** Looks again at the sessions of a user of whom something has changed that a class may ask for. */
export function classifyAgain(change: Change, node: SessionNode): void {
  if (!altersClass(change)) return;
  const user = node.world.users.get(change.user);
  for (const { id } of user?.sessions ?? []) {
    const session = node.sessions.get(id);
    if (session?.user) classify(session, node);
  }
}

function altersClass(change: Change) {
  return (
    change.type === "account-changed" || change.type === "opered" || change.type === "user-modes-changed"
  );
}

function put(session: Session, { classes }: SessionNode, next: Session["class"]): void {
  const { pingMs } = session.limits;
  classes.move(session.class, next);
  session.class = next;
  if (session.user && session.isOpen && session.limits.pingMs !== pingMs) session.watch.again();
}

function classed(session: Session, node: SessionNode): ClassedClient {
  const { address, connection, tls, certfp, user, registration } = session;
  const account = user ? user.identity.account : registration?.account;
  const isOperator = user?.oper !== undefined;
  return {
    address,
    port: connection.localPort,
    tls,
    certfp,
    account,
    isOperator,
    reputation: node.reputationOf(address),
  };
}
