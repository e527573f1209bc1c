import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { definePlugin } from "../plugins/define-plugin.ts";

// A body of more is nobody's message.
const mostBytes = 16_384;

/**
 * A bridge by webhooks: what is said in a channel is posted to a URL, and what is posted here is said in it. Both ways
 * a body is `{"channel", "nick", "text"}`, signed as `X-Signature: sha256=…` with the secret.
 */
export default definePlugin({
  name: "chat-bridge",
  description: "carries channels to and from elsewhere by signed webhooks",
  options: (z) =>
    z.strictObject({
      /** The channels it carries. */
      channels: z.array(z.string().startsWith("#")).min(1),
      /** What both sides sign with. */
      secret: z.string().min(16),
      /** Where to post what is said; left out: nothing is. */
      post: z.url({ protocol: /^https?$/ }).optional(),
      /** Where to listen for what others say; left out: nowhere. */
      listen: z.strictObject({ host: z.string().default("127.0.0.1"), port: z.number().int() }).optional(),
      /** Who says it here. */
      nick: z.string().default("Bridge"),
    }),
  setup(api, { channels, secret, post, listen, nick }) {
    const carried = new Map(channels.map((name) => [name.toLowerCase(), name]));
    const sign = (body: string) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

    api.service({ nick, help: `Carries ${channels.join(", ")} to and from elsewhere.` });

    api.after("message-sent", async ({ text, target }, { by }) => {
      // What is for operators alone stays here.
      if (post === undefined || target.to !== "channel" || target.status !== undefined || !by) return;
      if (!carried.has(target.name.toLowerCase())) return;
      const body = JSON.stringify({ channel: target.name, nick: by.nick, text });
      const headers = { "content-type": "application/json", "x-signature": sign(body) };
      const answer = await fetch(post, {
        method: "POST",
        body,
        headers,
        redirect: "error",
        signal: AbortSignal.timeout(8000),
      });
      if (!answer.ok) throw new Error(`${new URL(post).host} has answered ${answer.status}`);
    });

    if (!listen) return undefined;
    const server = createServer((request, response) => {
      receive(request).then(
        (status) => response.writeHead(status).end(),
        (error: unknown) => {
          api.log.warn(String(error));
          response.writeHead(400).end();
        },
      );
    });

    const receive = async (request: IncomingMessage): Promise<number> => {
      const body = await bodyOf(request);
      if (body === undefined) return 413;
      const given = Buffer.from(String(request.headers["x-signature"]));
      const right = Buffer.from(sign(body));
      if (given.length !== right.length || !timingSafeEqual(given, right)) return 401;
      const { channel, nick: who, text }: Record<string, unknown> = JSON.parse(body);
      const name = typeof channel === "string" ? carried.get(channel.toLowerCase()) : undefined;
      if (name === undefined || typeof who !== "string" || typeof text !== "string") return 400;
      const refused = await api.say(name, `<${who.slice(0, 40)}> ${text}`);
      return refused.length === 0 ? 204 : 409;
    };

    // Once it is in force: until then another of its kind may have the port.
    api.later(
      1,
      () =>
        new Promise<void>((resolve, reject) => {
          server.once("error", reject);
          server.listen(listen.port, listen.host, resolve);
        }),
    );
    return () => {
      server.closeAllConnections();
      server.close();
    };
  },
});

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += chunk;
    if (body.length > mostBytes) return undefined;
  }
  return body;
}
