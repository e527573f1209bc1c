import type { AppPasswordRow } from "../store/port/accounts.ts";
import { type StoreAreas, StoreError } from "../store/store.ts";
import type { AccountKey } from "../world/account.ts";
import { hashAppPassword, makeAppPassword } from "./app-password.ts";

/** How many devices of an account may have passwords of their own. */
export const mostDevices = 10;

const DEVICE = /^[^\s\p{Cc}\p{Cf}\p{Cs},:]{1,32}$/u;

/** What became of a wish for a password: it is shown this once. */
export type DeviceOutcome = { readonly password: string } | { readonly refused: string };

/** Passwords for single devices, which can be taken back without changing that of the account. */
export class DevicePasswords {
  readonly #store: Pick<StoreAreas, "appPasswords">;
  readonly #now: () => number;

  constructor(store: Pick<StoreAreas, "appPasswords">, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Makes one; rejects with a StoreError when the store does not take it. */
  async add(account: AccountKey, device: string): Promise<DeviceOutcome> {
    if (!DEVICE.test(device))
      return { refused: "A device is named by one word of at most 32 characters, without , and :" };
    const { appPasswords } = this.#store;
    const known = await appPasswords.of(account);
    if (known.length >= mostDevices)
      return { refused: `No more than ${mostDevices} devices have passwords: DEL one first` };
    const password = makeAppPassword();
    const row = {
      account,
      device,
      hash: hashAppPassword(password),
      createdAt: this.#now(),
      lastUsedAt: undefined,
    };
    try {
      await appPasswords.add(row);
      return { password };
    } catch (error) {
      if (error instanceof StoreError && error.code === "TAKEN")
        return { refused: `${device} has a password already: DEL it first` };
      throw error;
    }
  }

  /** Takes one back; false if there is none. */
  async remove(account: AccountKey, device: string): Promise<boolean> {
    return await this.#store.appPasswords.remove(account, device);
  }

  async list(account: AccountKey): Promise<readonly AppPasswordRow[]> {
    return await this.#store.appPasswords.of(account);
  }
}
