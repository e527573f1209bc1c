// It is shown to the owner, and kept with the account.
const mostDeviceLength = 32;

/** A name to log in by, and the device that stands behind it: `account@device`, or `account/device`. */
export function namedDevice(given: string | undefined): {
  readonly account: string | undefined;
  readonly device: string | undefined;
} {
  const [, account, device] = /^([^@/]+)[@/](.*)$/su.exec(given ?? "") ?? [];
  if (account === undefined || device === undefined) return { account: given, device: undefined };
  const shown = device.replace(/[^\p{L}\p{N}._-]/gu, "").slice(0, mostDeviceLength);
  return { account, device: shown === "" ? undefined : shown };
}

/** True if both name the same account, on whatever device. */
export function isSameAccount(one: string, other: string): boolean {
  return namedDevice(one).account === namedDevice(other).account;
}
