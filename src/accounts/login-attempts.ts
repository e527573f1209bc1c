import ipaddr from "ipaddr.js";

const most = 5;
const withinMs = 60_000;
// Who tries from ever new addresses must not fill the memory: past this the oldest are forgotten.
const mostPlaces = 10_000;

/** Counts how often somebody tries to log in from where: guessing passwords is to be slow. */
export class LoginAttempts {
  /** In the order of the first attempt. */
  readonly #places = new Map<string, { readonly began: number; count: number }>();

  /** Counts one more; false if there were too many. */
  begin(address: string, now: number): boolean {
    const place = placeOf(address);
    const tried = this.#places.get(place);
    if (tried && now >= tried.began && now < tried.began + withinMs) {
      tried.count += 1;
      return tried.count <= most;
    }
    this.#places.delete(place);
    this.#places.set(place, { began: now, count: 1 });
    const [oldest] = this.#places.keys();
    if (this.#places.size > mostPlaces && oldest !== undefined) this.#places.delete(oldest);
    return true;
  }

  /** One from there was right: it counts no more. */
  succeeded(address: string): void {
    const tried = this.#places.get(placeOf(address));
    if (tried) tried.count -= 1;
  }

  /** How many places are remembered. */
  get remembered(): number {
    return this.#places.size;
  }
}

/** Who has a block of IPv6 has all its addresses: they count as one. */
function placeOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(":");
}
