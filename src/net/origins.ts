/** Which web pages may connect, and whether somebody without a page may. */
export interface OriginRule {
  /** Exact origins, `null`, an origin with `:*` for any port, or `*` for all. */
  readonly origins: readonly string[];
  /** What is no browser sends none. */
  readonly withoutOrigin: boolean;
}

/** The judge of the Origin headers of a listener. */
export function originJudge({ origins, withoutOrigin }: OriginRule): (origin: string | undefined) => boolean {
  const allowed = new Set(origins.map(ruleFor));
  return (origin) => {
    if (origin === undefined) return withoutOrigin;
    // Sandboxed pages and files say `null`: anybody can make one, so `*` is not for them.
    if (origin === "null") return allowed.has(origin);
    const name = serialised(origin);
    if (name === undefined) return false;
    return allowed.has("*") || allowed.has(name) || allowed.has(withAnyPort(name.replace(/:\d+$/, "")));
  };
}

function ruleFor(origin: string): string {
  return origin.endsWith(":*")
    ? withAnyPort(ruleFor(origin.slice(0, -":*".length)))
    : (serialised(origin) ?? origin);
}

function withAnyPort(name: string): string {
  return `${name}:*`;
}

// RFC 6454 6.2: scheme, host and port alone; what has a user, a path or a blank in it is no browser's.
const shape = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\*]+$/i;

// As a browser writes it: in small letters, without the port the scheme has anyway.
function serialised(origin: string): string | undefined {
  if (!shape.test(origin) || !URL.canParse(origin)) return undefined;
  const { protocol, host } = new URL(origin);
  return `${protocol}//${host.toLowerCase()}`;
}
