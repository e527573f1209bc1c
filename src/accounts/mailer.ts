/** A letter to the owner of an account, as plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The port: how letters leave. `refused`: nobody gets mail at that address; `unavailable`: nobody gets any for now. */
export interface Mailer {
  send(letter: Letter): Promise<"sent" | "refused" | "unavailable">;
}

/** The letter with the code that VERIFY asks for. */
export function verificationLetter(to: string, account: string, code: string, network: string): Letter {
  return {
    to,
    subject: `Your account on ${network}`,
    text: [
      `Somebody, most likely you, has registered the account ${account} on ${network} with this address.`,
      "To confirm it, send this command from your IRC client:",
      `/VERIFY ${account} ${code}`,
      `or, if your client does not know it: /msg NickServ VERIFY ${account} ${code}`,
      "If it was not you, do nothing: without it the account is forgotten.",
      "",
    ].join("\n\n"),
  };
}

/** The letter with the code that RESETPASS asks for. */
export function resetLetter(to: string, account: string, code: string, network: string): Letter {
  return {
    to,
    subject: `A new password on ${network}`,
    text: [
      `Somebody, most likely you, has asked for a new password of the account ${account} on ${network}.`,
      "To choose one, send this command from your IRC client:",
      `/msg NickServ RESETPASS ${account} ${code} <new password>`,
      "If it was not you, do nothing: the password stays what it is.",
      "",
    ].join("\n\n"),
  };
}
