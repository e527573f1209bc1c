import { connect, type Socket } from "node:net";

/** The two ends of a connection whose user is asked for. */
export interface IdentQuestion {
  /** Whom to ask: the client's machine. */
  readonly address: string;
  /** The port of the connection on the client's side, and on ours. */
  readonly remotePort: number;
  readonly localPort: number;
  /** Our own address: the question has to come from where the connection goes to. */
  readonly localAddress?: string | undefined;
  /** Ends the question without an answer. */
  readonly givenUp: AbortSignal;
  /** 113, except where somebody else plays the ident server. */
  readonly identPort?: number | undefined;
}

// RFC 1413 section 6: an answer has at most 1,000 characters; a user name that is of use is far shorter.
const longestAnswer = 1000;

/** The user name the client's machine gives for a connection (RFC 1413), or nothing; never rejects. */
export function identOf(question: IdentQuestion): Promise<string | undefined> {
  const { address, identPort = 113, localAddress, givenUp } = question;
  return new Promise((resolve) => {
    const socket: Socket = connect({
      host: address,
      port: identPort,
      ...(localAddress ? { localAddress } : {}),
    });
    const answer = (user: string | undefined) => {
      socket.destroy();
      resolve(user);
    };
    givenUp.addEventListener("abort", () => answer(undefined));
    let text = "";
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write(`${question.remotePort}, ${question.localPort}\r\n`));
    socket.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n") || text.length > longestAnswer) answer(userIn(text, question));
    });
    socket.on("error", () => answer(undefined));
    socket.on("close", () => answer(userIn(text, question)));
  });
}

// RFC 1413 section 4: 6193, 23 : USERID : UNIX : stjohns
function userIn(text: string, { remotePort, localPort }: IdentQuestion): string | undefined {
  const [line = ""] = text.slice(0, longestAnswer).split("\n");
  const [ports = "", kind = "", , ...user] = line.split(":");
  const [ofClient, ofServer] = ports.split(",").map((port) => Number(port.trim() || Number.NaN));
  if (ofClient !== remotePort || ofServer !== localPort || kind.trim().toUpperCase() !== "USERID")
    return undefined;
  return user.join(":").trim() || undefined;
}
