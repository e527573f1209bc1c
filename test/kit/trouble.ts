import { StoreError } from "../../src/store/store.ts";

/** A part of a store that takes nothing and gives nothing while it is in trouble, as when the disk is full. */
export function inTrouble<Area extends object>(area: Area, isInTrouble: () => boolean): Area {
  return new Proxy(area, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...given: readonly unknown[]): unknown =>
        isInTrouble()
          ? Promise.reject(new StoreError("UNAVAILABLE", "the disk is full"))
          : method.apply(target, given);
    },
  });
}
