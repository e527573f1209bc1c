const LAST_BYTES = 254;

/** Addresses of the loopback network, each once; none where only 127.0.0.1 may be come from. */
export function* loopbackAddresses(host: string): Generator<string, undefined> {
  // Elsewhere than on Linux the others have to be set up first.
  if (process.platform !== "linux" || !host.startsWith("127.")) return undefined;
  for (let at = 0; at < LAST_BYTES ** 2; at += 1)
    yield `127.1.${1 + Math.floor(at / LAST_BYTES)}.${1 + (at % LAST_BYTES)}`;
  return undefined;
}
