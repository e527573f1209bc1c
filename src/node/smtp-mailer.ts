import type { Mailer } from "../accounts/mailer.ts";
import type { MailConfig } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";

// The client waits: a mail server that takes longer is as good as none.
const patienceMs = 20_000;

/** Sends letters by SMTP. What goes wrong is logged, without the letter. */
export function smtpMailer(config: MailConfig, log: Logger): Mailer {
  return {
    async send({ to, subject, text }) {
      try {
        // Loaded only here: most servers send no mail.
        const { createTransport } = await import("nodemailer");
        const transport = createTransport(transportOptions(config));
        await transport.sendMail({
          from: config.from,
          // Not as a text that would be taken apart: it is one address, whatever stands in it.
          to: { name: "", address: to },
          subject,
          text,
          headers: { "Auto-Submitted": "auto-generated" },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return "sent";
      } catch (error) {
        log.error({ err: error }, "a letter could not be sent");
        return isRefused(error) ? "refused" : "unavailable";
      }
    },
  };
}

function transportOptions({ host, port, tls, user, password }: MailConfig) {
  return {
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
  };
}

// RFC 5321 4.2.1: 5yz to RCPT is for good, 4yz may pass.
function isRefused(error: unknown): boolean {
  const { command, responseCode } = Object(error) as { command?: unknown; responseCode?: unknown };
  return command === "RCPT TO" && typeof responseCode === "number" && responseCode >= 500;
}
